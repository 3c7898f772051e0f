import type { DataSource } from 'typeorm'
import { type Finding, finding } from '@/lib/cli/doctor/doctor-finding'
import type { Config } from '@/lib/config'
import { migrationState } from '@/lib/db/connection/migration-state'
import { backfillProgress } from '@/lib/series/db/backfill'
import { reportsBefore } from '@/lib/series/db/retention'

const dayMs = 86_400_000

/** How far the reports that were there before Hakim are rolled up. */
export async function checkRollUps(db: DataSource): Promise<Finding> {
  if ((await migrationState(db)).pending.length > 0)
    return finding.ok('roll-ups', 'begin with the next migration')
  const { nodesWaiting, beforeDay } = await backfillProgress(db.manager)
  if (nodesWaiting === 0) return finding.ok('roll-ups', 'hold every node')
  const reached =
    beforeDay === null ? '' : `, back to ${new Date(beforeDay * dayMs).toISOString().slice(0, 10)}`
  return finding.warn(
    'roll-ups',
    `older reports of ${nodesWaiting} nodes are being rolled up${reached}`,
    'nothing: the running server goes on by itself, and charts read the raw reports meanwhile',
  )
}

/** What the retention of this configuration deletes; run with the variables set before the server has them. */
export async function checkRetention(
  db: DataSource,
  { reportDays, rollUpDays }: Config['retention'],
  now: Date,
): Promise<Finding> {
  if (reportDays === null) return finding.ok('retention', 'off: nothing is deleted')
  const horizon = new Date((Math.floor(now.getTime() / dayMs) - reportDays) * dayMs)
  const { reports, oldest } = await reportsBefore(db.manager, horizon)
  const day = (time: Date): string => time.toISOString().slice(0, 10)
  const rollUps = rollUpDays === null ? 'roll-ups stay for ever' : `roll-ups stay for ${rollUpDays} days`
  const detail =
    reports === 0 || !oldest
      ? `raw reports stay for ${reportDays} days: none is older than ${day(horizon)}; ${rollUps}`
      : `raw reports stay for ${reportDays} days: deletes ${reports.toLocaleString('en-GB')} from ` +
        `${day(oldest)} up to ${day(horizon)} as soon as they are rolled up; ${rollUps}`
  return reports === 0
    ? finding.ok('retention', detail)
    : finding.warn('retention', detail, 'unset HAKIM_RETAIN_REPORTS to keep them; a backup first is wise')
}
