import type { EntityManager } from 'typeorm'

/** Whether a person has a password here; whoever came from a provider has none. */
export async function hasPassword(db: EntityManager, id: string): Promise<boolean> {
  const rows = await db.query<unknown[]>(
    `SELECT FROM accounts WHERE person_id = $1 AND provider_id = 'credential' AND password IS NOT NULL`,
    [id],
  )
  return rows.length > 0
}

export async function renamePerson(tx: EntityManager, id: string, name: string): Promise<void> {
  await tx.query(`UPDATE people SET name = $2, updated_at = now() WHERE id = $1`, [id, name])
}

/** Returns how many sessions that ended. */
export async function endOthers(tx: EntityManager, personId: string, current: string): Promise<number> {
  const [, ended] = await tx.query<[unknown[], number]>(
    `DELETE FROM sessions WHERE person_id = $1 AND id <> $2`,
    [personId, current],
  )
  return ended
}
