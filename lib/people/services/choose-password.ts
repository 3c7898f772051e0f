import type { DataSource } from 'typeorm'
import { actAs } from '@/lib/db/connection/actor'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { endSessions, lockPerson } from '@/lib/people/db/account-changes'
import { hashPassword } from '@/lib/people/db/credentials'
import { findPasswordReset, takePasswordReset } from '@/lib/people/db/password-resets'
import { setPassword } from '@/lib/people/db/people'
import { passwordChoice } from '@/lib/people/domain/calls'

const gone = () =>
  fail(
    'forbidden',
    'This link no longer works: it was used or replaced, or is older than 72 hours. Ask an administrator for a new one.',
  )

/** Whoever holds the link of a reset chooses a new password, once; all sessions end. */
export async function choosePassword(db: DataSource, input: unknown): Promise<Result<{ email: string }>> {
  const body = parseBody(passwordChoice, input, 'The password was not changed.')
  if (!body.ok) return body
  const { token, password } = body.value
  if (!(await findPasswordReset(db.manager, token))) return gone()
  const passwordHash = await hashPassword(password)
  return db.transaction(async (tx) => {
    const known = await findPasswordReset(tx, token)
    if (!known) return gone()
    await actAs(tx, known.did, { kind: 'link', secret: token })
    // As every change of how somebody signs in, so that two of them take turns.
    await lockPerson(tx, known.did)
    const person = await takePasswordReset(tx, token)
    if (!person) return gone()
    await setPassword(tx, person.id, passwordHash)
    await endSessions(tx, person.id)
    return ok({ email: person.email })
  })
}
