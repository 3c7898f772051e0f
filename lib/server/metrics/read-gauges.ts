import type { Gauge } from 'prom-client'
import { jobTotals } from '@/lib/board/queries/job-totals'
import { metricsDatabase, poolCounts } from '@/lib/db/connection/server-database'
import { stateOrder } from '@/lib/fleet/domain/node-state'
import { stateTotals } from '@/lib/fleet/queries/state-totals'
import { jobStatuses } from '@/lib/kernel/job-status'
import { liveLagSeconds } from '@/lib/metrics/live-reads'
import { metrics } from '@/lib/metrics/metrics'
import { seriesLags } from '@/lib/series/queries/lags'
import { openStreams } from '@/lib/transport/event-stream'

/** What this process knows at the moment. */
export async function readProcess(): Promise<void> {
  const { http, pools, liveLag } = metrics()
  http.streams.set(openStreams())
  liveLag.set(liveLagSeconds())
  for (const { name: pool, most, open, idle, waiting } of await poolCounts()) {
    pools.most.set({ pool }, most)
    pools.connections.set({ pool, state: 'idle' }, idle)
    pools.connections.set({ pool, state: 'busy' }, open - idle)
    pools.waiting.set({ pool }, waiting)
  }
}

/** Prometheus gives up a scrape after ten seconds. */
const patienceMs = 4_000

/** One reading of the database at a time, however many scrapes wait for it. */
let reading: Promise<void> | undefined

/**
 * Counts what the database holds. What cannot be counted in time is left out: a number of some minutes ago would look like
 * one of now.
 */
export async function readDatabase(ms = patienceMs): Promise<void> {
  reading ??= readAll().finally(() => {
    reading = undefined
  })
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, ms, 'late')
  })
  const ended = await Promise.race([reading, late]).finally(() => clearTimeout(timer))
  if (ended === 'late') forget()
}

async function readAll(): Promise<void> {
  try {
    await (await metricsDatabase()).query('SELECT 1')
  } catch {
    forget()
    return
  }
  const { up, marks, oldestMark, backfill, jobs, nodes } = metrics().database
  up.set(1)
  // One after the other: there is one connection. Each for itself: another program may hold a table.
  const lags = await seriesLags().catch(() => null)
  const statuses = await jobTotals().catch(() => null)
  const states = await stateTotals().catch(() => null)
  if (lags) {
    marks.set({ unit: 'hour' }, lags.hours)
    marks.set({ unit: 'day' }, lags.days)
    oldestMark.set(lags.oldestSeconds)
    backfill.set(lags.backfillNodes)
  } else leaveOut(marks, oldestMark, backfill)
  if (statuses)
    for (const [status, count] of boundedTotals(jobStatuses, statuses)) jobs.set({ status }, count)
  else leaveOut(jobs)
  if (states) for (const [state, count] of boundedTotals(stateOrder, states)) nodes.set({ state }, count)
  else leaveOut(nodes)
}

/** A total for each of these words, and one for all others together: anyone who writes SQL can add more. */
function boundedTotals(words: readonly string[], totals: ReadonlyMap<string, number>): [string, number][] {
  const known = words.map((word): [string, number] => [word, totals.get(word) ?? 0])
  const all = [...totals.values()].reduce((sum, count) => sum + count, 0)
  return [...known, ['Other', all - known.reduce((sum, [, count]) => sum + count, 0)]]
}

function forget(): void {
  const { up, marks, oldestMark, backfill, jobs, nodes } = metrics().database
  up.set(0)
  leaveOut(marks, oldestMark, backfill, jobs, nodes)
}

/** A gauge without labels is 0 after a reset, and gone after its removal. */
function leaveOut(...gauges: Gauge<string>[]): void {
  for (const gauge of gauges) {
    gauge.reset()
    gauge.remove({})
  }
}
