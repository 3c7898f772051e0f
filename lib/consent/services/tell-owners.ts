import type { DataSource } from 'typeorm'
import { ownersToTell } from '@/lib/consent/db/changes'
import { type ConsentChange, waitingWarning } from '@/lib/consent/domain/changes'
import { changeMail } from '@/lib/consent/domain/mails'
import { ok, type Result } from '@/lib/kernel/errors'
import { linkTo } from '@/lib/mail/link'
import { sendMail } from '@/lib/mail/send-mail'

type Asked = { warnings: string[]; change: ConsentChange | null }

/** Tells the owners what waits for them, if anything does, and adds to the warnings what happens now. */
export async function tellOwners<T extends Asked>(db: DataSource, asked: Result<T>): Promise<Result<T>> {
  if (!asked.ok || asked.value.change === null) return asked
  const { warnings, change } = asked.value
  return ok({ ...asked.value, warnings: [...warnings, ...(await warningsOf(db, change))] })
}

/**
 * Tells the owners by mail, where mail is set up, what waits for them. Returns what whoever asked is told about it. The pages
 * of the owners show it in any case.
 */
export async function warningsOf(db: DataSource, change: ConsentChange): Promise<string[]> {
  const warnings = [waitingWarning(change)]
  if (change.state !== 'waiting') return warnings
  const mail = changeMail(change, linkTo('/settings/consent'))
  for (const { email, name } of await ownersToTell(db.manager, change.change_id)) {
    const sent = await sendMail({ to: email, ...mail })
    if (!sent.ok) warnings.push(`The mail to ${name} was not sent: ${sent.error.detail} Tell them yourself.`)
  }
  return warnings
}
