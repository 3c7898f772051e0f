import { z } from 'zod'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'
import { endWallLink } from '@/lib/views/db/wall-links'

/** Ends a link for a wall for good. */
export const revokeWallLink = (
  context: RightsContext,
  linkId: string,
): Promise<Result<{ link_id: string; revoked_at: Date }>> =>
  rightsTransaction(context, 'setWallLinks', async (tx) => {
    const at = z.guid().safeParse(linkId).success ? await endWallLink(tx, linkId) : null
    return at === null
      ? fail('not_found', 'There is no such link for a wall.')
      : ok({ link_id: linkId, revoked_at: at })
  })
