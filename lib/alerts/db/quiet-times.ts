import type { EntityManager } from 'typeorm'
import type { RuleSettings } from '@/lib/alerts/domain/rule'
import { openTimes, type WeeklyTimes } from '@/lib/consent/domain/weekly-window'
import { jobsUnlessLocked } from '@/lib/db/connection/jobs-locked'
import { parseHistory } from '@/lib/jobs/domain/status'
import { joinedTimes, type Span } from '@/lib/kernel/time/joined-times'

/** In minutes of the epoch. */
export type QuietTime = Span
type Range = { from: number; to: number }

/**
 * When a rule notifies nobody of these nodes: in their maintenance windows, as these are now, and while jobs ran on them. By node,
 * in order, joined where they touch.
 */
export async function quietTimes(
  db: EntityManager,
  dids: readonly string[],
  rule: Pick<RuleSettings, 'during_jobs' | 'during_windows'>,
  range: Range,
): Promise<Map<string, QuietTime[]>> {
  const windows = rule.during_windows ? [] : await windowTimes(db, dids, range)
  const jobs = rule.during_jobs
    ? []
    : await jobsUnlessLocked(db, async (read) => (read ? jobTimes(db, dids, range) : []))
  const found = new Map<string, QuietTime[]>(dids.map((did) => [did, []]))
  for (const [did, times] of [...windows, ...jobs]) found.get(did)?.push(...times)
  for (const [did, times] of found) found.set(did, joinedTimes(times))
  return found
}

async function windowTimes(
  db: EntityManager,
  dids: readonly string[],
  { from, to }: Range,
): Promise<[string, QuietTime[]][]> {
  const rows = await db.query<{ did: string; windows: WeeklyTimes[] }[]>(
    `SELECT node_did AS did, json_agg(json_build_object('weekdays', weekdays, 'start_minute', start_minute,
              'duration_minutes', duration_minutes, 'time_zone', time_zone) ORDER BY window_id) AS windows
     FROM node_windows WHERE node_did = ANY ($1) GROUP BY node_did`,
    [dids],
  )
  const known = new Map<string, QuietTime[]>()
  return rows.map(({ did, windows }) => {
    const key = JSON.stringify(windows)
    const times =
      known.get(key) ??
      openTimes(windows, from * 60_000, to * 60_000).map(
        ([start, end]): QuietTime => [start / 60_000, end / 60_000],
      )
    known.set(key, times)
    return [did, times]
  })
}

/** How long before the range a job that ran in it may have been requested. */
const mostDaysBefore = 90

async function jobTimes(
  db: EntityManager,
  dids: readonly string[],
  { from, to }: Range,
): Promise<[string, QuietTime[]][]> {
  const rows = await db.query<{ did: string; history: unknown }[]>(
    `SELECT target_node_did AS did, status_history AS history FROM maintenance_jobs
     WHERE target_node_did = ANY ($1) AND created_at >= to_timestamp($2) - interval '${mostDaysBefore} days'
       AND status IN ('Running', 'Completed', 'Failed', 'Lost', 'Cancelled')
       AND (completed_at IS NULL OR completed_at >= to_timestamp($2))`,
    [dids, from * 60],
  )
  return rows.map(({ did, history }) => [did, runTimes(history, to)])
}

/** When a job ran, by its history; `now` while it runs. */
function runTimes(history: unknown, now: number): QuietTime[] {
  const entries = parseHistory(history).map(({ status, timestamp }) => ({
    status,
    minute: Date.parse(timestamp ?? '') / 60_000,
  }))
  return entries.flatMap(({ status, minute }, index): QuietTime[] => {
    if (status !== 'Running' || Number.isNaN(minute)) return []
    const ended = entries.slice(index + 1).find((next) => next.status !== 'Running')?.minute ?? now
    return ended > minute ? [[minute, ended]] : []
  })
}
