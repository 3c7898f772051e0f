import type { DataSource } from 'typeorm'
import { deleteSampleFleet, lockSampleState, writeSampleState } from '@/lib/sample/db/sample'
import type { DemoCounts } from './load-sample'

/**
 * Removes the sample nodes with their reports and jobs, and nothing else, in one transaction. It is remembered, so that
 * the fleet does not come back by itself. Returns how much was removed.
 */
export const removeDemo = (db: DataSource): Promise<DemoCounts> =>
  db.transaction(async (tx) => {
    await lockSampleState(tx)
    const removed = await deleteSampleFleet(tx)
    await writeSampleState(tx, { state: 'removed' })
    return removed
  })
