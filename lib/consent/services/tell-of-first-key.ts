import { coOwners } from '@/lib/consent/db/co-owners'
import { firstKeyMail } from '@/lib/consent/domain/mails'
import { ok, type Result } from '@/lib/kernel/errors'
import type { PersonViewer } from '@/lib/kernel/role'
import { sendMail } from '@/lib/mail/send-mail'
import { signingKeysOf } from '@/lib/people/db/consent-keys'
import type { Context } from '@/lib/people/services/context'

/**
 * Tells those who own nodes together with somebody, by mail where mail is set up, of a key of theirs for which no other of their
 * keys vouches: whoever holds their session could have enrolled it.
 */
export async function tellOfFirstKey<T extends { key: string }>(
  { db, viewer }: Context<PersonViewer>,
  enrolled: Result<T>,
): Promise<Result<T & { warnings: string[] }>> {
  if (!enrolled.ok) return enrolled
  const { key } = enrolled.value
  const warnings: string[] = []
  const present = await signingKeysOf(db.manager, viewer.id)
  if (present.every((one) => one.key === key))
    for (const { email, name, nodes } of await coOwners(db.manager, viewer.id)) {
      const sent = await sendMail({ to: email, ...firstKeyMail({ ...viewer, key, nodes }) })
      if (!sent.ok)
        warnings.push(
          `The mail to ${name} was not sent: ${sent.error.detail} Tell them of your key yourself.`,
        )
    }
  return ok({ ...enrolled.value, warnings })
}
