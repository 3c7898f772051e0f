import type { EntityManager } from 'typeorm'
import { newId } from './credentials'

/** Whose account this is at the provider with that issuer; null when nobody's. */
export async function personOfAccount(
  db: EntityManager,
  { issuer, subject }: { issuer: string; subject: string },
): Promise<string | null> {
  const [row] = await db.query<{ person_id: string }[]>(
    `SELECT person_id FROM accounts WHERE provider_id = $1 AND account_id = $2`,
    [issuer, subject],
  )
  return row?.person_id ?? null
}

/** Lets this account at the provider sign in as this person. */
export async function addAccount(
  db: EntityManager,
  { issuer, subject, personId }: { issuer: string; subject: string; personId: string },
): Promise<void> {
  await db.query(`INSERT INTO accounts (id, person_id, account_id, provider_id) VALUES ($1, $2, $3, $4)`, [
    newId(),
    personId,
    subject,
    issuer,
  ])
}

/** Serialises first sign-ins of one account, which a browser may send twice. */
export const lockAccount = async (
  db: EntityManager,
  { issuer, subject }: { issuer: string; subject: string },
): Promise<void> => {
  await db.query(`SELECT pg_advisory_xact_lock(hashtextextended('sso ' || $1 || ' ' || $2, 0))`, [
    issuer,
    subject,
  ])
}
