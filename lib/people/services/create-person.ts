import type { DataSource, EntityManager } from 'typeorm'
import { z } from 'zod'
import { did } from '@/lib/kernel/did/did'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { fieldProblems, jsonProblem } from '@/lib/kernel/json/json'
import { type Role, role } from '@/lib/kernel/role'
import { hashPassword, newId, newPersonDid } from '@/lib/people/db/credentials'
import { isNameTaken } from '@/lib/people/db/names'
import { insertPerson } from '@/lib/people/db/people'
import { emailAddress, newPassword, personName } from '@/lib/people/domain/person-fields'

const newPerson = z.strictObject({
  email: emailAddress,
  name: personName,
  password: newPassword,
  role,
  did: did.optional(),
})

export type CreatedPerson = { id: string; did: string; email: string; name: string; role: Role }

type Prepared = CreatedPerson & { passwordHash: string }

/** Parses a person and hashes the password; nothing is stored yet. */
export async function preparePerson(input: unknown): Promise<Result<Prepared>> {
  const problem = jsonProblem(input)
  if (problem) return fail('invalid', 'The person was not created.', { fields: [problem] })
  const parsed = newPerson.safeParse(input)
  if (!parsed.success)
    return fail('invalid', 'The person was not created.', { fields: fieldProblems(parsed.error) })
  const { password, ...given } = parsed.data
  const person = {
    ...given,
    did: given.did ?? newPersonDid(),
    id: newId(),
  }
  return ok({ ...person, passwordHash: await hashPassword(password) })
}

export const nameTaken = (name: string) =>
  fail(
    'conflict',
    `Somebody here is already called ${name}. Add what tells the two of you apart, such as your team.`,
    {
      fields: [{ path: 'name', message: 'is already used by somebody else' }],
    },
  )

export async function insertPrepared(
  db: EntityManager,
  { passwordHash, ...person }: Prepared,
  joins = false,
): Promise<Result<CreatedPerson>> {
  if (await isNameTaken(db, person.name)) return nameTaken(person.name)
  return (await insertPerson(db, { ...person, passwordHash, joins }))
    ? ok(person)
    : fail('conflict', 'A person with this e-mail or DID already exists; nothing was changed.')
}

/**
 * Creates a person with a password, and with a new did:key if no DID is given. For the terminal, and for whoever joins.
 */
export async function createPerson(
  db: Pick<DataSource, 'transaction'>,
  input: unknown,
  joins = false,
): Promise<Result<CreatedPerson>> {
  const prepared = await preparePerson(input)
  return prepared.ok ? db.transaction((manager) => insertPrepared(manager, prepared.value, joins)) : prepared
}
