import type { EntityManager } from 'typeorm'
import type { Role } from '@/lib/kernel/role'

/** For each role the account of local mode, or else the person who has had exactly that role the longest. */
export const samplePeople = (db: EntityManager): Promise<{ role: Role; id: string }[]> =>
  db.query(
    `SELECT DISTINCT ON (role) role, id FROM people
     ORDER BY role, (id = 'local-' || role) DESC, created_at, id`,
  )

/** DIDs of people by id. */
export async function personDids(db: EntityManager, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.query<{ id: string; did: string }[]>(
    `SELECT id, did FROM people WHERE id = ANY ($1)`,
    [ids],
  )
  return new Map(rows.map((row) => [row.id, row.did]))
}
