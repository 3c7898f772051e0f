import type { DataSource } from 'typeorm'
import { actAs } from '@/lib/db/connection/actor'
import { type PersonViewer, proof } from '@/lib/kernel/role'
import { deleteSampleFleet } from '@/lib/sample/db/fleet'
import { lockSampleState, writeSampleState } from '@/lib/sample/db/state'
import type { SampleCounts } from './load-sample'

/**
 * Removes the sample nodes with their reports and jobs, and nothing else, in one transaction. The removal is recorded, so
 * that the next start does not load the fleet again. Returns how much was removed.
 */
export const removeSample = (db: DataSource, viewer?: PersonViewer): Promise<SampleCounts> =>
  db.transaction(async (tx) => {
    if (viewer) await actAs(tx, viewer.did, viewer[proof])
    await lockSampleState(tx)
    const removed = await deleteSampleFleet(tx)
    await writeSampleState(tx, { state: 'removed' })
    return removed
  })
