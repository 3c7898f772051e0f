import type { DataSource } from 'typeorm'
import { headsAfter, lastSeal, sealHashOf } from '@/lib/audit/db/seals'
import { appendHeads, lastHead } from './heads-file'
import { type SealingKey, signatureCheck } from './signing'

const headsPerStep = 1_000

/**
 * Adds to the file the seals that it does not have yet, also those of another process or of before a kill. Where its last
 * line is not in the database (set back to a backup, or tampered with), only the `made` newest seals are added, and
 * `audit verify` tells of the difference. Returns how many lines it added.
 */
export async function publishHeads(
  db: DataSource,
  key: SealingKey,
  file: string,
  made: number,
): Promise<number> {
  const last = lastHead(file)
  const known = last === null || (await sealHashOf(db.manager, last.seal_no)) === last.hash
  let after = known ? (last?.seal_no ?? 0) : ((await lastSeal(db.manager))?.no ?? 0) - made
  const isOwn = signatureCheck([key.did])
  for (let count = 0; ; ) {
    const heads = await headsAfter(db.manager, after, headsPerStep)
    const lines = heads.map((head) => ({ ...head, key: isOwn(head.hash, head.signature) ? key.did : null }))
    await appendHeads(file, lines)
    count += lines.length
    after = heads.at(-1)?.seal_no ?? after
    if (heads.length < headsPerStep) return count
  }
}
