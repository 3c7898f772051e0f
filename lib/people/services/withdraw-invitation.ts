import { z } from 'zod'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { deleteInvitation } from '@/lib/people/db/invitations'
import { type RightsContext, rightsTransaction } from './rights-transaction'

/** Takes an invitation back; its link stops working. */
export const withdrawInvitation = (
  context: RightsContext,
  invitationId: string,
): Promise<Result<{ invitation_id: string; email: string }>> =>
  rightsTransaction(context, 'setPeople', async (tx) => {
    const email = z.guid().safeParse(invitationId).success ? await deleteInvitation(tx, invitationId) : null
    return email === null
      ? fail('not_found', 'There is no such invitation; it may have been used meanwhile.')
      : ok({ invitation_id: invitationId, email })
  })
