import type { DataSource } from 'typeorm'
import { z } from 'zod'
import { did } from '@/lib/kernel/did/did'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { fieldProblems, jsonProblem } from '@/lib/kernel/json/json'
import { type Role, role } from '@/lib/kernel/role'
import { hashPassword, newId, newPersonDid } from '@/lib/people/db/credentials'
import { insertPerson } from '@/lib/people/db/people'
import { minPasswordLength } from '@/lib/people/domain/password'

const newPerson = z.strictObject({
  email: z.email('must be an e-mail address'),
  name: z.string().trim().min(1, 'must not be empty').max(100, 'must have at most 100 characters'),
  password: z
    .string()
    .min(minPasswordLength, `must have at least ${minPasswordLength} characters`)
    .max(200, 'must have at most 200 characters'),
  role,
  did: did.optional(),
})

export type CreatedPerson = { id: string; did: string; email: string; name: string; role: Role }

/**
 * Creates a person with a password, and with a new did:key if no DID is given. For the terminal and the first setup.
 */
export async function createPerson(
  db: Pick<DataSource, 'transaction'>,
  input: unknown,
): Promise<Result<CreatedPerson>> {
  const problem = jsonProblem(input)
  if (problem) return fail('invalid', 'The person was not created.', { fields: [problem] })
  const parsed = newPerson.safeParse(input)
  if (!parsed.success)
    return fail('invalid', 'The person was not created.', { fields: fieldProblems(parsed.error) })
  const { password, ...given } = parsed.data
  const person = {
    ...given,
    email: given.email.toLowerCase(),
    did: given.did ?? newPersonDid(),
    id: newId(),
  }
  const passwordHash = await hashPassword(password)
  const created = await db.transaction((manager) => insertPerson(manager, { ...person, passwordHash }))
  return created
    ? ok(person)
    : fail('conflict', 'A person with this e-mail or DID already exists; nothing was changed.')
}
