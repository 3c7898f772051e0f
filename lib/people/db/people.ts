import { type EntityManager, IsNull, Like, Not } from 'typeorm'
import { Person, type PersonRow } from '@/lib/db/entities/person'
import type { Role } from '@/lib/kernel/role'

/** Who acts: null when the person does not exist or is disabled. */
export const findPerson = (db: EntityManager, id: string): Promise<PersonRow | null> =>
  db.findOneBy(Person, { id, disabled_at: IsNull() })

/** A person's current role; null when the person is disabled or does not exist. */
export async function roleOf(db: EntityManager, id: string): Promise<Role | null> {
  return (await findPerson(db, id))?.role ?? null
}

export const findPersonByEmail = (db: EntityManager, email: string): Promise<PersonRow | null> =>
  db.findOneBy(Person, { email: email.trim().toLowerCase() })

/** What the ids of the one-click accounts begin with; a person's own id never does. */
export const localIdPrefix = 'local-'

/** People who can sign in for themselves: the one-click accounts of local mode do not count. */
export const countOwnPeople = (db: EntityManager): Promise<number> =>
  db.count(Person, { where: { id: Not(Like(`${localIdPrefix}%`)) } })

/** Whether an administrator can sign in for themselves. */
export async function hasOwnAdministrator(db: EntityManager): Promise<boolean> {
  const found = await db.query<unknown[]>(
    `SELECT FROM people
     WHERE role = 'admin' AND disabled_at IS NULL AND id NOT LIKE $1 AND hakim_can_sign_in(id) LIMIT 1`,
    [`${localIdPrefix}%`],
  )
  return found.length > 0
}

type NewPerson = {
  id: string
  name: string
  email: string
  did: string
  role: Role
  /** Whether the person does it themselves, by an invitation or with a provider. */
  joins?: boolean
  /** Of the provider that they sign in with. */
  issuer?: string | null
}

/** Inserts a person with a password; false when the e-mail or the DID is taken. */
export async function insertPerson(
  db: EntityManager,
  person: NewPerson & { passwordHash: string },
): Promise<boolean> {
  if (!(await insertWithoutPassword(db, person))) return false
  await setPassword(db, person.id, person.passwordHash)
  return true
}

/** The same for somebody who signs in with a provider. An invitation of the address is used up. */
export async function insertWithoutPassword(
  db: EntityManager,
  { id, name, email, did, role, joins = false, issuer = null }: NewPerson,
): Promise<boolean> {
  const [row] = await db.query<{ added: boolean }[]>(
    `SELECT hakim_add_person($1, $2, $3, $4, $5, $6, $7) AS added`,
    [id, name, email.trim().toLowerCase(), did, role, joins, issuer],
  )
  return row?.added ?? false
}

/** Sets the password of the account that better-auth calls `credential`. */
export async function setPassword(db: EntityManager, personId: string, passwordHash: string): Promise<void> {
  await db.query(
    `INSERT INTO accounts (id, person_id, account_id, provider_id, password) VALUES ($1, $1, $1, 'credential', $2)
     ON CONFLICT (id) DO UPDATE SET password = excluded.password, updated_at = now()`,
    [personId, passwordHash],
  )
}

/** Serialises the first setup: of two visitors with the token, one becomes the administrator. */
export const lockPeople = async (db: EntityManager): Promise<void> => {
  await db.query(`SELECT pg_advisory_xact_lock(hashtextextended('hakim.setup', 0))`)
}

/** A person by e-mail address or DID, disabled or not. */
export async function findPersonBy(db: EntityManager, emailOrDid: string): Promise<PersonRow | null> {
  return (await findPersonByEmail(db, emailOrDid)) ?? db.findOneBy(Person, { did: emailOrDid.trim() })
}
