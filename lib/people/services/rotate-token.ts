import { z } from 'zod'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { hasRole } from '@/lib/kernel/role'
import { addToken, kindOf, lockToken, shortenToken, type TokenHolder } from '@/lib/people/db/tokens'
import { usefulAmong } from '@/lib/people/domain/scopes'
import { tokenRotation } from '@/lib/people/domain/token-calls'
import { type CreatedToken, endFor, wider } from './create-token'
import { noSuchToken } from './revoke-token'
import { type RightsContext, rightsTransaction } from './rights-transaction'

/** `old_expires_at`: when the old token ends at the latest. */
export type RotatedToken = CreatedToken & { old_expires_at: Date }

/**
 * Creates a token in place of one that works, with the same holder, name and scopes. The old one goes on meanwhile, so
 * that nothing stops before the new one has arrived.
 */
export async function rotateToken(
  context: RightsContext,
  id: string,
  input: unknown,
): Promise<Result<RotatedToken>> {
  const body = parseBody(tokenRotation, input, 'The token was not rotated.')
  if (!body.ok) return body
  const { keep, until_used, expires } = body.value
  return rightsTransaction(context, 'createToken', async (tx, who) => {
    const old = z.guid().safeParse(id).success ? await lockToken(tx, id) : null
    if (!old) return noSuchToken(context, id)
    const holder: TokenHolder | null =
      old.node_did !== null
        ? { nodeDid: old.node_did }
        : old.person_id !== null
          ? { personId: old.person_id }
          : null
    if (holder === null) throw new Error(`The token ${id} has no holder`)
    if (who.kind === 'person' && old.person_id !== who.id) {
      if (!hasRole(who.role, 'admin')) return noSuchToken(context, id)
      if (old.person_id !== null)
        return fail('forbidden', 'Only the person whose token it is can rotate it; you can revoke it.')
    }
    if (old.ended) return fail('conflict', 'This token no longer works; create a new one.')
    const scopes = usefulAmong(kindOf(holder), old.scopes)
    const refusal = wider(who, holder, scopes)
    if (refusal) return fail('forbidden', refusal)
    const end = endFor(who, expires)
    if (!end.ok) return end
    const made = { holder, scopes, name: old.name, expiresAt: end.value }
    const next = await addToken(tx, { ...made, replaces: until_used ? id : null })
    return ok({
      token_id: next.id,
      token: next.token,
      scopes,
      expires_at: made.expiresAt,
      old_expires_at: await shortenToken(tx, id, keep),
    })
  })
}
