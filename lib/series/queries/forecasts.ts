import { database } from '@/lib/db/connection/server-database'
import { nodeScope } from '@/lib/fleet/db/visibility'
import type { Viewer } from '@/lib/kernel/role'
import { readBuckets } from '@/lib/series/db/series'
import { type Forecast, forecast } from '@/lib/series/domain/forecast'
import { fillOf } from '@/lib/series/domain/forecast-limit'

const hour = 3_600

/** Long enough for two weekends, short enough that the pace is today's. */
const learnedDays = 14

/** A node may report hundreds of file systems. */
const mostForecasts = 12

/** When those of a node's metrics that fill up will be full, by the hours of the last 14 days; `now`: its latest values. */
export async function nodeForecasts(
  viewer: Viewer,
  did: string,
  now: Readonly<Record<string, number>>,
): Promise<Record<string, Forecast>> {
  const fills = Object.keys(now).flatMap((metric) => {
    const fill = fillOf(metric, now)
    return fill ? [{ metric, ...fill }] : []
  })
  const wanted = fills.slice(0, mostForecasts)
  if (wanted.length === 0) return {}
  const { manager } = await database()
  const scope = await nodeScope(manager, viewer, did)
  if (!scope) return {}
  const to = Math.floor(Date.now() / 1_000 / hour) * hour
  const starts = Array.from(
    { length: learnedDays * 24 },
    (_, index) => to - (learnedDays * 24 - index) * hour,
  )
  const metrics = wanted.map(({ metric }) => metric)
  const { metrics: found } = await readBuckets(manager, scope, { starts, to, tier: '1h' }, metrics)
  const byMetric = new Map(found.map((columns) => [columns.metric, columns]))
  const forecasts = wanted.flatMap(({ metric, limit, taken }): [string, Forecast][] => {
    const [count, sum] = [starts.map(() => 0), starts.map(() => 0)]
    const columns = byMetric.get(metric)
    columns?.at.forEach((at, index) => {
      count[at] = (count[at] ?? 0) + (columns.count[index] ?? 0)
      sum[at] = (sum[at] ?? 0) + (columns.sum[index] ?? 0)
    })
    const hours = sum.map((total, at) => (count[at] ? taken(total / (count[at] ?? 1)) : null))
    const foreseen = forecast(hours, limit)
    return foreseen ? [[metric, foreseen]] : []
  })
  return Object.fromEntries(forecasts)
}
