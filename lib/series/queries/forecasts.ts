import { database } from '@/lib/db/connection/server-database'
import { nodeScope } from '@/lib/fleet/db/visibility'
import type { Viewer } from '@/lib/kernel/role'
import { isCounterName, orderMetrics } from '@/lib/reports/domain/metric'
import { readHourly } from '@/lib/series/db/hourly'
import { baselineWeeks, unusual } from '@/lib/series/domain/baseline'
import { type Forecast, forecast } from '@/lib/series/domain/forecast'
import { type ForecastChart, forecastChart } from '@/lib/series/domain/forecast-chart'
import { fillOf } from '@/lib/series/domain/forecast-limit'

const day = 24
const hour = 3_600

/** Long enough for two weekends, short enough that the pace is today's. */
const learnedDays = 14

/** A node may report hundreds of file systems. */
const mostForecasts = 12
/** The core metrics and two others: nine weeks of hours are read for each. */
const mostBaselines = 6

/** What the last weeks tell of a node's metrics. */
export type Outlook = {
  /** When they will be full. */
  forecasts: Record<string, Forecast>
  /** Which are not as usual at this hour of the week. */
  unusual: Record<string, 'higher' | 'lower'>
  /** Those that can be full, and what is drawn of those that were asked for. */
  fills: string[]
  charts: Record<string, ForecastChart>
}

export const noOutlook: Outlook = { forecasts: {}, unusual: {}, fills: [], charts: {} }

/**
 * By the hours of the last weeks up to `to` (epoch seconds).
 * @param latest the node's latest values
 * @param drawn the metrics whose forecast is to be drawn
 */
export async function nodeOutlook(
  viewer: Viewer,
  did: string,
  {
    latest,
    to,
    drawn = [],
  }: { latest: Readonly<Record<string, number>>; to: number; drawn?: readonly string[] },
): Promise<Outlook> {
  const { manager } = await database()
  const scope = await nodeScope(manager, viewer, did)
  if (!scope) return noOutlook
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
  // The weeks of a metric include its fortnight.
  const others = filling.flatMap(({ metric }) => (usual.includes(metric) ? [] : [metric]))
  const [history, fortnight] = await Promise.all([
    readHours(manager, scope, { to, hours: weeks }, usual),
    readHours(manager, scope, { to, hours: learnedDays * day }, others),
  ])
  for (const [metric, hours] of history) fortnight.set(metric, hours.slice(-learnedDays * day))
  const forecasts = filling.flatMap(({ metric, limit, taken }): [string, Forecast][] => {
    const hours = fortnight.get(metric)?.map((value) => (value === null ? null : taken(value)))
    const found = hours ? forecast(hours, limit) : null
    return found ? [[metric, found]] : []
  })
  const beyond = [...history].flatMap(([metric, hours]): [string, 'higher' | 'lower'][] => {
    const side = unusual(hours)
    return side ? [[metric, side]] : []
  })
  const now = Math.floor(to / hour) * hour
  const charts = filling.flatMap(({ metric, ...fill }): [string, ForecastChart][] => {
    const hours = drawn.includes(metric) ? fortnight.get(metric) : undefined
    return hours ? [[metric, forecastChart(hours, fill, now)]] : []
  })
  return {
    forecasts: Object.fromEntries(forecasts),
    unusual: Object.fromEntries(beyond),
    fills: filling.map(({ metric }) => metric),
    charts: Object.fromEntries(charts),
  }
}

const readHours = (
  ...[manager, scope, span, metrics]: Parameters<typeof readHourly>
): Promise<Map<string, (number | null)[]>> =>
  metrics.length === 0 ? Promise.resolve(new Map()) : readHourly(manager, scope, span, metrics)
