import type { EntityManager } from 'typeorm'
import type { PersonRow } from '@/lib/db/entities/person'
import type { Role } from '@/lib/kernel/role'
import { removeFactors } from './factors'

/**
 * A person by e-mail address or DID; locked, so that concurrent changes of them take turns. Not against rows that name them: whoever
 * writes one may hold the log already, which comes after this lock.
 */
export async function lockPerson(tx: EntityManager, emailOrDid: string): Promise<PersonRow | null> {
  const [row] = await tx.query<PersonRow[]>(
    `SELECT id, name, email, did, role, created_at, last_sign_in_at, disabled_at, state_reason, erased_at
     FROM people WHERE email = lower($1) OR did = $1 FOR NO KEY UPDATE`,
    [emailOrDid.trim()],
  )
  return row ?? null
}

/** `issuer`: of the provider that says so; null: an administrator does. */
export async function changeRole(
  tx: EntityManager,
  id: string,
  role: Role,
  issuer: string | null = null,
): Promise<void> {
  await tx.query(`SELECT hakim_set_role($1, $2, $3)`, [id, role, issuer])
}

/** From now on they can neither sign in nor decide. Returns how many sessions that ended. */
export async function disable(tx: EntityManager, id: string, reason: string): Promise<number> {
  await tx.query(`SELECT hakim_set_state($1, true, $2)`, [id, reason])
  return endSessions(tx, id)
}

export async function enable(tx: EntityManager, id: string, reason: string): Promise<void> {
  await tx.query(`SELECT hakim_set_state($1, false, $2)`, [id, reason])
}

/** Replaces name and address for good, and removes everything that they signed in with. */
export async function erase(tx: EntityManager, id: string, email: string): Promise<void> {
  await disable(tx, id, 'Erased')
  await tx.query(`SELECT hakim_erase_person($1)`, [id])
  await removeFactors(tx, id)
  await tx.query(`DELETE FROM accounts WHERE person_id = $1`, [id])
  await tx.query(`DELETE FROM invitations WHERE email = $1`, [email])
}

/** Ends all sessions of a person, or one of them. Returns how many there were. */
export async function endSessions(
  tx: EntityManager,
  personId: string,
  sessionId: string | null = null,
): Promise<number> {
  const [, ended] = await tx.query<[unknown[], number]>(
    `DELETE FROM sessions WHERE person_id = $1 AND ($2::text IS NULL OR id = $2)`,
    [personId, sessionId],
  )
  return ended
}

/** Puts something about a person into the log of rights that changes no row of theirs. */
export async function logAboutPerson(
  tx: EntityManager,
  kind: 'sessions ended' | 'person exported',
  facts: { person_did: string; sessions?: number },
): Promise<void> {
  await tx.query(`SELECT hakim_note($1, $2::jsonb)`, [kind, JSON.stringify(facts)])
}
