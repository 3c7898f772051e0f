import type { EntityManager } from 'typeorm'
import type { Factors } from '@/lib/people/domain/people-page'

export async function readFactors(db: EntityManager, personId: string): Promise<Factors> {
  const [found] = await db.query<Factors[]>(
    `SELECT p.two_factor_enabled AS second_factor,
            (SELECT count(*)::int FROM passkeys k WHERE k.person_id = p.id) AS passkeys
     FROM people p WHERE p.id = $1`,
    [personId],
  )
  return found ?? { second_factor: false, passkeys: 0 }
}

/** The key of the app and the recovery codes of an account, as better-auth keeps them: encrypted with HAKIM_SECRET. */
export async function readEncryptedFactor(
  db: EntityManager,
  email: string,
): Promise<{ secret: string; backup_codes: string } | null> {
  const [found] = await db.query<{ secret: string; backup_codes: string }[]>(
    `SELECT f.secret, f.backup_codes FROM two_factors f JOIN people p ON p.id = f.person_id WHERE p.email = $1`,
    [email],
  )
  return found ?? null
}

/** Removes a person's second factor with its recovery codes, and their passkeys. Returns what there was. */
export async function removeFactors(tx: EntityManager, personId: string): Promise<Factors> {
  const [, factors] = await tx.query<[unknown[], number]>(`DELETE FROM two_factors WHERE person_id = $1`, [
    personId,
  ])
  const [, passkeys] = await tx.query<[unknown[], number]>(`DELETE FROM passkeys WHERE person_id = $1`, [
    personId,
  ])
  await tx.query(`UPDATE people SET two_factor_enabled = false WHERE id = $1 AND two_factor_enabled`, [
    personId,
  ])
  return { second_factor: factors > 0, passkeys }
}
