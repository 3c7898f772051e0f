import type { EntityManager } from 'typeorm'

export type Named = { did: string; name: string }

/** People by their ids; who was erased has no name. */
export async function namesOf(
  db: EntityManager,
  ids: readonly (string | null | undefined)[],
): Promise<(id: string | null) => Named | null> {
  const rows = await db.query<(Named & { id: string })[]>(
    `SELECT id, did, name FROM people WHERE id = ANY ($1::text[])`,
    [[...new Set(ids.filter((id) => typeof id === 'string'))]],
  )
  const names = new Map(rows.map(({ id, did, name }) => [id, { did, name }]))
  return (id) => (id === null ? null : (names.get(id) ?? null))
}
