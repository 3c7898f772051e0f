import { database } from '@/lib/db/connection/server-database'
import { nodeScope } from '@/lib/fleet/db/visibility'
import type { Viewer } from '@/lib/kernel/role'
import { isCounterName, metricUnit } from '@/lib/reports/domain/metric'
import { readHourly } from '@/lib/series/db/hourly'
import { baselineWeeks, knownWeeks, usualBand } from '@/lib/series/domain/baseline'
import { longestUsualSeconds, type Usual, whyCounter, whyTooFew, whyTooLong } from '@/lib/series/domain/usual'

const hour = 3_600
/** An hour more on each side, since the hours beside the same one count too. */
const before = baselineWeeks * 168 + 1

/** Each reads nine weeks of hours and more. */
const mostBands = 12

/** The band of what is usual by the hour of the week over [from, to), epoch seconds, for each of these metrics. */
export async function usualBands(
  viewer: Viewer,
  did: string,
  metrics: readonly string[],
  { from, to }: { from: number; to: number },
): Promise<Record<string, Usual>> {
  const asked = metrics.slice(0, mostBands)
  const none = (why: string) =>
    Object.fromEntries(asked.map((metric): [string, Usual] => [metric, { band: null, why }]))
  if (asked.length === 0) return {}
  if (to - from > longestUsualSeconds) return none(whyTooLong)
  const { manager } = await database()
  const scope = await nodeScope(manager, viewer, did)
  if (!scope) return {}
  const end = Math.ceil(to / hour) * hour
  const count = end / hour - Math.floor(from / hour)
  const gauges = asked.filter((metric) => !isCounterName(metric))
  const read =
    gauges.length === 0
      ? new Map<string, (number | null)[]>()
      : await readHourly(manager, scope, { to: end, hours: count + before }, gauges)
  return Object.fromEntries(
    asked.map((metric): [string, Usual] => {
      if (isCounterName(metric)) return [metric, { band: null, why: whyCounter }]
      const hours = read.get(metric) ?? []
      const band = usualBand(hours, {
        count,
        to: end,
        most: metricUnit(metric).unit === '%' ? 100 : Infinity,
      })
      if (band.low.some((low) => low !== null)) return [metric, { band, why: null }]
      return [metric, { band: null, why: whyTooFew(knownWeeks(hours.slice(0, -count))) }]
    }),
  )
}
