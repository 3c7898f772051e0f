import type { DataSource } from 'typeorm'
import { fail, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { findInvitation, holdInvitation } from '@/lib/people/db/invitations'
import { isNameTaken } from '@/lib/people/db/names'
import { joining } from '@/lib/people/domain/calls'
import { type CreatedPerson, createPerson, nameTaken } from './create-person'

const gone = () =>
  fail(
    'forbidden',
    'This invitation no longer works: it was used, replaced or withdrawn, or is older than 72 hours. Ask an administrator for a new one.',
  )

/** Whoever holds the link of an invitation becomes the invited person, once. */
export async function join(db: DataSource, input: unknown): Promise<Result<CreatedPerson>> {
  const body = parseBody(joining, input, 'You have not joined yet.')
  if (!body.ok) return body
  const { token, name, password } = body.value
  // Before the password is hashed, which costs a stranger nothing and us much.
  if (!(await findInvitation(db.manager, token))) return gone()
  return db.transaction(async (tx) => {
    // Before the invitation is used up, so that it works with another name.
    if (await isNameTaken(tx, name)) return nameTaken(name)
    const invited = await holdInvitation(tx, token)
    if (!invited) return gone()
    const { email, role } = invited
    return createPerson(tx, { email, role, name, password }, true)
  })
}
