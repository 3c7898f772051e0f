import type { EntityManager } from 'typeorm'

/** Names of the people behind these DIDs. */
export async function personNames(db: EntityManager, dids: readonly string[]): Promise<Map<string, string>> {
  if (dids.length === 0) return new Map()
  const rows = await db.query<{ did: string; name: string }[]>(
    `SELECT did, name FROM people WHERE did = ANY ($1)`,
    [dids],
  )
  return new Map(rows.map((row) => [row.did, row.name]))
}

/** More than anybody looks through in a list of choices. */
const mostPeople = 500

/** All people, by name. */
export const peopleNames = (db: EntityManager): Promise<{ did: string; name: string }[]> =>
  db.query(`SELECT did, name FROM people ORDER BY name, did LIMIT $1`, [mostPeople])
