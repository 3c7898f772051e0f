import { enrolledSigner, type KeyOptions } from '@/lib/cli/key/enrolled-signer'
import type { Server } from '@/lib/cli/server/connect'
import { reasonDigest } from '@/lib/signing/domain/digest'
import { signStatement } from '@/lib/signing/domain/sign'
import type { Statement } from '@/lib/signing/domain/statement'
import type { SignedVote } from '@/lib/signing/domain/vote'

/**
 * Signs a decision on this machine; null without a key file.
 * @param digest of the document that was shown
 * @param reason as it is sent, without spaces around it
 */
export async function signDecision(
  server: Server,
  options: KeyOptions,
  decided: { decision: 'approve' | 'reject' | 'emergency'; digest: string; reason: string | null },
): Promise<SignedVote | null> {
  const by = await enrolledSigner(server, options, decided.decision !== 'reject')
  if (by === null) return null
  const statement: Statement = {
    ...{ version: 1, document: decided.digest, decision: decided.decision },
    reason_digest: decided.reason === null ? null : reasonDigest(decided.reason),
    ...{ decided_at: new Date().toISOString(), person: by.person, key: by.key },
  }
  return signStatement(by.signer, statement)
}
