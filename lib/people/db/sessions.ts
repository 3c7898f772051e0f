import type { EntityManager } from 'typeorm'
import { type PersonViewer, proof, type Role } from '@/lib/kernel/role'
import type { ListedSession } from '@/lib/people/domain/people-page'

/** The running sessions of a person, the one used last first. */
export const readSessions = (db: EntityManager, personId: string): Promise<ListedSession[]> =>
  db.query(
    `SELECT id AS session_id, created_at, updated_at, expires_at, ip_address, user_agent FROM sessions
     WHERE person_id = $1 AND expires_at > now() ORDER BY updated_at DESC, id LIMIT 1000`,
    [personId],
  )

/**
 * Keeps when somebody last signed in. A new row of a session does not tell: better-auth makes one for a right password that a
 * code has to follow, and one in place of another when a password or a second factor changes.
 */
export async function noteSignIn(db: EntityManager, personId: string): Promise<void> {
  await db.query(`UPDATE people SET last_sign_in_at = clock_timestamp() WHERE id = $1`, [personId])
}

type SessionRow = { token: string; id: string; did: string; name: string; role: Role }

/** Who has the sessions with these tokens, in order; null for a session that has ended, or whose person is disabled. */
export async function sessionPeople(
  db: EntityManager,
  tokens: readonly string[],
): Promise<(PersonViewer | null)[]> {
  const rows = await db.query<SessionRow[]>(
    `SELECT s.token, p.id, p.did, p.name, p.role FROM sessions s JOIN people p ON p.id = s.person_id
     WHERE s.token = ANY ($1) AND s.expires_at > now() AND p.disabled_at IS NULL`,
    [[...new Set(tokens)]],
  )
  const people = new Map(
    rows.map(({ token, ...person }): [string, PersonViewer] => [
      token,
      { kind: 'person', ...person, [proof]: { kind: 'session', secret: token } },
    ]),
  )
  return tokens.map((token) => people.get(token) ?? null)
}
