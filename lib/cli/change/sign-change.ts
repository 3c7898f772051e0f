import { enrolledSigner, type KeyOptions } from '@/lib/cli/key/enrolled-signer'
import type { Server } from '@/lib/cli/server/connect'
import { type ChangeStatement, changeStatementDigest, type SignedChange } from '@/lib/signing/domain/change'
import { signDigest } from '@/lib/signing/domain/sign'

/**
 * Signs on this machine what an owner decides about a change; null without a key file.
 * @param change the digest of the document that was shown
 */
export async function signChange(
  server: Server,
  options: KeyOptions,
  { decision, change }: Pick<ChangeStatement, 'decision' | 'change'>,
): Promise<SignedChange | null> {
  const by = await enrolledSigner(server, options, decision === 'agree')
  if (by === null) return null
  const { signer, person, key } = by
  const statement: ChangeStatement = {
    ...{ version: 1, change, decision, decided_at: new Date().toISOString(), person, key },
  }
  return { statement, signature: signDigest(signer, changeStatementDigest(statement)) }
}
