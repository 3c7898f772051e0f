import type { EntityManager } from 'typeorm'
import { shortDid } from '@/lib/kernel/did/short-did'
import { nameKey } from '@/lib/kernel/text/shown-name'

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

/** All people, by name, to choose from; those with equal names, which there may be from earlier, with their DIDs. */
export async function peopleNames(db: EntityManager): Promise<{ did: string; name: string }[]> {
  const people = await db.query<{ did: string; name: string }[]>(
    `SELECT did, name FROM people ORDER BY name, did LIMIT $1`,
    [mostPeople],
  )
  const keys = people.map(({ name }) => nameKey(name))
  return people.map(({ did, name }, index) => {
    const key = keys[index]
    const isOnly = keys.every((other, at) => at === index || other !== key)
    return { did, name: isOnly ? name : `${name} (${shortDid(did)})` }
  })
}

/**
 * Whether somebody else, also somebody disabled, has a name that readers would take for this one. New names take turns until
 * the transaction ends, so that two people cannot take the same one at once; there may be equal names from earlier.
 */
export async function isNameTaken(
  tx: EntityManager,
  name: string,
  personId: string | null = null,
): Promise<boolean> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('person names', 0))`)
  const others = await tx.query<{ name: string }[]>(`SELECT name FROM people WHERE id IS DISTINCT FROM $1`, [
    personId,
  ])
  const key = nameKey(name)
  return others.some((other) => nameKey(other.name) === key)
}
