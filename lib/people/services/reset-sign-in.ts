import { fail, ok, type Result } from '@/lib/kernel/errors'
import { linkTo } from '@/lib/mail/link'
import { putPasswordReset } from '@/lib/people/db/password-resets'
import { resetMail } from '@/lib/people/domain/mails'
import { deliver } from './deliver-link'
import { lastingRight } from './lasting-right'
import { personTransaction } from './person-transaction'
import type { RightsContext } from './rights-transaction'

/** `link` is null when it was sent by mail; else it is returned this one time. */
export type ResetMade = {
  did: string
  email: string
  expires_at: Date
  link: string | null
  warnings: string[]
}

/** Makes a link with which a person chooses a new password; until then the old one works. */
export async function resetSignIn(context: RightsContext, emailOrDid: string): Promise<Result<ResetMade>> {
  const made = await personTransaction(context, 'setPeople', emailOrDid, async ({ tx, who, person }) => {
    const refused = lastingRight(who, person.role)
    if (refused) return refused
    if (person.disabled_at) return fail('conflict', `${person.name} is disabled; enable them first.`)
    return ok({ person, ...(await putPasswordReset(tx, person.id)) })
  })
  if (!made.ok) return made
  const { person, token, expiresAt } = made.value
  const link = linkTo(`/reset/${token}`)
  const delivered = await deliver(person.email, link, resetMail({ link, until: expiresAt }))
  return ok({ did: person.did, email: person.email, expires_at: expiresAt, ...delivered })
}
