import { CommandError } from '@/lib/cli/exit'
import { readKeyFile } from '@/lib/cli/key/key-file'
import type { Server } from '@/lib/cli/server/connect'
import { keysAnswer } from '@/lib/people/domain/key-answers'
import { reasonDigest } from '@/lib/signing/domain/digest'
import { signStatement } from '@/lib/signing/domain/sign'
import type { Statement } from '@/lib/signing/domain/statement'
import type { SignedVote } from '@/lib/signing/domain/vote'

export type KeyOptions = { key?: string; passphraseFile?: string }

/**
 * Signs a decision on this machine; null without a key file.
 * @param digest of the document that was shown
 * @param reason as it is sent, without spaces around it
 */
export async function signDecision(
  server: Server,
  { key: file, passphraseFile }: KeyOptions,
  decided: { decision: 'approve' | 'reject' | 'emergency'; digest: string; reason: string | null },
): Promise<SignedVote | null> {
  if (file === undefined) return null
  const { person_did: person, keys } = await server.ask('GET', '/keys', keysAnswer)
  const signer = await readKeyFile(file, passphraseFile)
  const { did } = signer.publicKey
  const enrolled = keys.find(({ key }) => key === did)
  if (!enrolled || enrolled.revoked_at !== null)
    throw new CommandError(
      `Nothing was signed: ${did} ${enrolled ? 'was revoked' : 'is no key of yours'}. "hakim key enrol" makes a key yours.`,
    )
  if (enrolled.expires_at !== null && Date.parse(enrolled.expires_at) <= Date.now())
    throw new CommandError(`Nothing was signed: ${did} expired at ${enrolled.expires_at}. Enrol another key.`)
  const statement: Statement = {
    ...{ version: 1, document: decided.digest, decision: decided.decision },
    reason_digest: decided.reason === null ? null : reasonDigest(decided.reason),
    ...{ decided_at: new Date().toISOString(), person, key: did },
  }
  return signStatement(signer, statement)
}
