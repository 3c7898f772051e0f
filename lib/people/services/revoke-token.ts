import { z } from 'zod'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { hasRole } from '@/lib/kernel/role'
import { endToken, lockToken } from '@/lib/people/db/tokens'
import { type RightsContext, rightsTransaction } from './rights-transaction'

export const noSuchToken = ({ viewer }: RightsContext, id: string) =>
  fail(
    'not_found',
    viewer.kind === 'terminal'
      ? `There is no token ${id}; \`hakim token list\` names them.`
      : 'There is no such token among those that you can see.',
  )

/** Ends a token by its id for good; calls with it are refused within a second. */
export async function revokeToken(
  context: RightsContext,
  id: string,
): Promise<Result<{ token_id: string; revoked_at: Date }>> {
  return rightsTransaction(context, 'revokeToken', async (tx, who) => {
    const token = z.guid().safeParse(id).success ? await lockToken(tx, id) : null
    const own = token !== null && who.kind === 'person' && token.person_id === who.id
    if (!own && who.kind === 'person' && !hasRole(who.role, 'admin')) return noSuchToken(context, id)
    const at = token === null ? null : await endToken(tx, id)
    return at === null ? noSuchToken(context, id) : ok({ token_id: id, revoked_at: at })
  })
}
