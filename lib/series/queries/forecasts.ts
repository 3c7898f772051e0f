import { database } from '@/lib/db/connection/server-database'
import { nodeScope } from '@/lib/fleet/db/visibility'
import type { Viewer } from '@/lib/kernel/role'
import { isCounterName, orderMetrics } from '@/lib/reports/domain/metric'
import { readHourly } from '@/lib/series/db/hourly'
import { baselineWeeks, unusual } from '@/lib/series/domain/baseline'
import { type Forecast, forecast } from '@/lib/series/domain/forecast'
import { fillOf } from '@/lib/series/domain/forecast-limit'

const day = 24

/** Long enough for two weekends, short enough that the pace is today's. */
const learnedDays = 14

/** A node may report hundreds of file systems. */
const mostForecasts = 12
/** The core metrics and two others: nine weeks of hours are read for each. */
const mostBaselines = 6

/** What the last weeks tell of a node's metrics: when they will be full, and which are not as usual at this hour of the week. */
export type Outlook = { forecasts: Record<string, Forecast>; unusual: Record<string, 'higher' | 'lower'> }

/** By the hours of the last weeks up to `to` (epoch seconds); `latest`: the node's latest values. */
export async function nodeOutlook(
  viewer: Viewer,
  did: string,
  latest: Readonly<Record<string, number>>,
  to: number,
): Promise<Outlook> {
  const { manager } = await database()
  const scope = await nodeScope(manager, viewer, did)
  if (!scope) return { forecasts: {}, unusual: {} }
  const fills = Object.keys(latest).flatMap((metric) => {
    const fill = fillOf(metric, latest)
    return fill ? [{ metric, ...fill }] : []
  })
  const filling = fills.slice(0, mostForecasts)
  const usual = orderMetrics(Object.keys(latest).filter((metric) => !isCounterName(metric))).slice(
    0,
    mostBaselines,
  )
  const weeks = (baselineWeeks + 1) * 7 * day
  const [fortnight, history] = await Promise.all([
    filling.length === 0
      ? new Map<string, (number | null)[]>()
      : readHourly(
          manager,
          scope,
          { to, hours: learnedDays * day },
          filling.map(({ metric }) => metric),
        ),
    usual.length === 0
      ? new Map<string, (number | null)[]>()
      : readHourly(manager, scope, { to, hours: weeks }, usual),
  ])
  const forecasts = filling.flatMap(({ metric, limit, taken }): [string, Forecast][] => {
    const hours = fortnight.get(metric)?.map((value) => (value === null ? null : taken(value)))
    const found = hours ? forecast(hours, limit) : null
    return found ? [[metric, found]] : []
  })
  const beyond = [...history].flatMap(([metric, hours]): [string, 'higher' | 'lower'][] => {
    const side = unusual(hours)
    return side ? [[metric, side]] : []
  })
  return { forecasts: Object.fromEntries(forecasts), unusual: Object.fromEntries(beyond) }
}
