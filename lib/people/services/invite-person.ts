import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import type { Role } from '@/lib/kernel/role'
import { linkTo } from '@/lib/mail/link'
import { putInvitation } from '@/lib/people/db/invitations'
import { findPersonByEmail } from '@/lib/people/db/people'
import { invitation } from '@/lib/people/domain/calls'
import { invitationMail } from '@/lib/people/domain/mails'
import { deliver } from './deliver-link'
import { lastingRight } from './lasting-right'
import { type RightsContext, rightsTransaction } from './rights-transaction'

/** `link` is null when it was sent by mail; else it is returned this one time. */
export type Invited = {
  invitation_id: string
  email: string
  role: Role
  expires_at: Date
  link: string | null
  warnings: string[]
}

/** Invites an address with a role. Whoever opens the link chooses their name and password; it works once. */
export async function invitePerson(context: RightsContext, input: unknown): Promise<Result<Invited>> {
  const body = parseBody(invitation, input, 'Nobody was invited.')
  if (!body.ok) return body
  const { email, role } = body.value
  const made = await rightsTransaction(context, 'setPeople', async (tx, who) => {
    const refused = lastingRight(who, role)
    if (refused) return refused
    if (await findPersonByEmail(tx, email))
      return fail('conflict', `${email} already has an account; nobody was invited.`, {
        fields: [{ path: 'email', message: 'already has an account' }],
      })
    const invitedBy = who.kind === 'person' ? who.id : null
    return ok(await putInvitation(tx, { email, role, invitedBy }))
  })
  if (!made.ok) return made
  const { id, token, expiresAt } = made.value
  const link = linkTo(`/join/${token}`)
  const by = context.viewer.kind === 'person' ? context.viewer.name : null
  const delivered = await deliver(email, link, invitationMail({ link, by, role, until: expiresAt }))
  return ok({ invitation_id: id, email, role, expires_at: expiresAt, ...delivered })
}
