import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from 'pg'
import { readNumber, withClient } from './cluster'

/**
 * Queries that count what has not been derived from the raw reports yet: marked buckets and days, and nodes whose backfill is
 * not done. Tables with such marks are named only here.
 */
const openWork: readonly string[] = [
  `SELECT count(*) AS n FROM nodes WHERE backfill_before_day IS NOT NULL`,
  `SELECT count(*) AS n FROM roll_up_marks WHERE hour < floor((date_part('epoch', now()) - 60) / 3600)`,
  `SELECT count(*) AS n FROM roll_up_dirty_days WHERE day < floor((date_part('epoch', now()) - 120) / 86400)`,
]

/** Whether the server derives anything in the background. */
export const backfills = openWork.length > 0

const patienceMs = 4 * 3_600_000

/** Waits until all derived tables are up to date. Returns how many milliseconds that took. */
export async function waitForDerived(url: string, work: readonly string[] = openWork): Promise<number> {
  const since = performance.now()
  await withClient(url, async (client) => {
    while (!(await isDerived(client, work))) {
      if (performance.now() - since > patienceMs)
        throw new Error('The derived tables do not become up to date.')
      await wait(100)
    }
  })
  return performance.now() - since
}

async function isDerived(client: Client, work: readonly string[]): Promise<boolean> {
  for (const query of work) if ((await readNumber(client, query)) > 0) return false
  return true
}
