import type { EntityManager } from 'typeorm'
import { usedDigests } from '@/lib/audit/db/used-statements'
import type { UsedStatements } from '@/lib/audit/domain/used-statements'

/** Compares the list of the signed statements that have counted with the log, of which `statements` has taken all events. */
export async function compareStatements(tx: EntityManager, statements: UsedStatements): Promise<void> {
  for await (const page of usedDigests(tx)) for (const digest of page) statements.compare(digest)
  statements.end()
}
