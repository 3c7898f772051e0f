import type { DataSource } from 'typeorm'
import { type Finding, finding } from '@/lib/cli/doctor/doctor-finding'
import type { Config } from '@/lib/config'
import { migrationState } from '@/lib/db/connection/migration-state'
import { backfillProgress } from '@/lib/series/db/backfill'
import { reportsBefore } from '@/lib/series/db/retention'

const dayMs = 86_400_000

/** How far the backfill has rolled up older reports. */
export async function checkRollUps(db: DataSource): Promise<Finding> {
  if ((await migrationState(db)).pending.length > 0)
    return finding.ok('roll-ups', 'will begin with the next migration')
  const { nodesWaiting, beforeDay } = await backfillProgress(db.manager)
  if (nodesWaiting === 0) return finding.ok('roll-ups', 'cover every node')
  const reached =
    beforeDay === null ? '' : `, back to ${new Date(beforeDay * dayMs).toISOString().slice(0, 10)}`
  return finding.warn(
    'roll-ups',
    `older reports of ${nodesWaiting} nodes are being rolled up${reached}`,
    'nothing to do: the server continues, and charts read raw reports meanwhile',
  )
}

/** What this configuration's retention deletes. Can be run before the server has the variables. */
export async function checkRetention(
  db: DataSource,
  { reportDays, rollUpDays }: Config['retention'],
  now: Date,
): Promise<Finding> {
  if (reportDays === null) return finding.ok('retention', 'off: nothing is deleted')
  const horizon = new Date((Math.floor(now.getTime() / dayMs) - reportDays) * dayMs)
  const { reports, oldest } = await reportsBefore(db.manager, horizon)
  const day = (time: Date): string => time.toISOString().slice(0, 10)
  const rollUps =
    rollUpDays === null ? 'roll-ups are kept forever' : `roll-ups are kept for ${rollUpDays} days`
  const detail =
    reports === 0 || !oldest
      ? `raw reports are kept for ${reportDays} days: none is older than ${day(horizon)}; ${rollUps}`
      : `raw reports are kept for ${reportDays} days: deletes ${reports.toLocaleString('en-GB')} from ` +
        `${day(oldest)} up to ${day(horizon)} as soon as they are rolled up; ${rollUps}`
  return reports === 0
    ? finding.ok('retention', detail)
    : finding.warn('retention', detail, 'unset HAKIM_RETAIN_REPORTS to keep them, or make a backup first')
}
