import type { EntityManager } from 'typeorm'
import type { PersonViewer, Role } from '@/lib/kernel/role'

type SessionRow = { token: string; id: string; did: string; name: string; role: Role }

/** Who has the sessions with these tokens, in order; null for a session that has ended. */
export async function sessionPeople(
  db: EntityManager,
  tokens: readonly string[],
): Promise<(PersonViewer | null)[]> {
  const rows = await db.query<SessionRow[]>(
    `SELECT s.token, p.id, p.did, p.name, p.role FROM sessions s JOIN people p ON p.id = s.person_id
     WHERE s.token = ANY ($1) AND s.expires_at > now()`,
    [[...new Set(tokens)]],
  )
  const people = new Map(
    rows.map(({ token, ...person }): [string, PersonViewer] => [token, { kind: 'person', ...person }]),
  )
  return tokens.map((token) => people.get(token) ?? null)
}
