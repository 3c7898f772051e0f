import type { EntityManager } from 'typeorm'
import type { Proof } from '@/lib/kernel/role'

/**
 * Sets who acts in this transaction; the event log records it beside the database role. The role of the server has to prove
 * it (hakim_act).
 */
export async function actAs(tx: EntityManager, did: string, proof: Proof | undefined): Promise<void> {
  await tx.query(...actStatement(did, proof))
}

/** The same as a statement with its values, for a connection of `pg`. */
export const actStatement = (did: string, proof: Proof | undefined): [string, unknown[]] => [
  `SELECT hakim_act($1, $2, $3)`,
  [did, proof?.kind, proof?.secret],
]
