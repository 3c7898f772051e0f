import type { DataSource } from 'typeorm'
import { renewAfterPause } from '@/lib/jobs/db/jobs'
import { leaseSeconds } from './claim-job'
import { markLost } from './mark-lost'

/**
 * Marks jobs of silent agents as Lost, for the clock. While no server ran, or none reached the database, an agent could
 * not be heard: that time does not make its job Lost.
 */
export async function checkLeases(db: DataSource): Promise<number> {
  await db.transaction((tx) => renewAfterPause(tx, leaseSeconds))
  return markLost(db)
}
