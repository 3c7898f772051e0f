import type { EntityManager } from 'typeorm'

/** Sets who acts in this transaction; the event log records it beside the database role. */
export async function actAs(tx: EntityManager, did: string): Promise<void> {
  await tx.query(`SELECT set_config('hakim.actor', $1, true)`, [did])
}
