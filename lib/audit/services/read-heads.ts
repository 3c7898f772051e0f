import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { readHead } from '@/lib/audit/domain/export'
import type { AuditFindings } from '@/lib/audit/domain/finding'
import { openRegular } from '@/lib/kernel/files/regular-file'
import { signatureCheck } from './signing'

/** Checkpoints kept outside the database: their hashes and times by number, and the keys that they name. */
export type KeptHeads = { hashes: Map<number, string>; times: Map<number, string>; keys: string[] }

/**
 * Reads heads.ndjson. Unreadable lines are findings, as are different checkpoints with one number. Throws if the file
 * cannot be read.
 */
export async function readHeads(file: string, findings: AuditFindings): Promise<KeptHeads> {
  const hashes = new Map<number, string>()
  const times = new Map<number, string>()
  const keys = new Set<string>()
  let number = 0
  for await (const text of createInterface({
    input: createReadStream(file, { fd: openRegular(file) }),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    number += 1
    if (text === '') continue
    const head = readHead(text)
    if (!head) findings.add('unreadable', {}, `line ${number} of the kept heads is not a head`)
    else if (head.key !== null && !isSigned(head.key, head.hash, head.signature))
      findings.add(
        'forged',
        { checkpoint: head.checkpoint_no },
        `line ${number} of the kept heads is not signed by its key`,
      )
    else {
      const known = hashes.get(head.checkpoint_no)
      if (known !== undefined && known !== head.hash) {
        const why = 'the database was restored to an earlier state, or rewritten'
        findings.add(
          'changed',
          { checkpoint: head.checkpoint_no },
          `is in the kept heads twice with different hashes: ${why}`,
        )
      }
      hashes.set(head.checkpoint_no, head.hash)
      times.set(head.checkpoint_no, head.created_at)
      if (head.key !== null) keys.add(head.key)
    }
  }
  return { hashes, times, keys: [...keys] }
}

const checks = new Map<string, ReturnType<typeof signatureCheck>>()

function isSigned(key: string, hash: string, signature: string): boolean {
  try {
    const check = checks.get(key) ?? signatureCheck([key])
    checks.set(key, check)
    return check(hash, signature)
  } catch {
    return false
  }
}
