import type { EntityManager } from 'typeorm'

/** Says who acts in this transaction; the event log keeps it beside the role of the database. */
export async function actAs(tx: EntityManager, did: string): Promise<void> {
  await tx.query(`SELECT set_config('hakim.actor', $1, true)`, [did])
}
