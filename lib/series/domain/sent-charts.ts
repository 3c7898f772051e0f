import type { NodeCharts } from './node-charts'
import type { SeriesColumns } from './series'

// A metric may be called __proto__, and React drops the member of that name of an object that it sends to a browser.

/** By the names of metrics, as a browser gets it. */
export type ByMetric<T> = ReadonlyMap<string, T>

export const byMetric = <T>(values: Readonly<Record<string, T>>): ByMetric<T> =>
  new Map(Object.entries(values))

type Sent<T> = Omit<T, 'series'> & { series: ByMetric<SeriesColumns> }

/** The charts of a node on their way to a browser. */
export type SentCharts = Omit<Sent<NodeCharts>, 'previous'> & {
  previous: Sent<NonNullable<NodeCharts['previous']>> | null
}

export const sentCharts = ({ previous, ...charts }: NodeCharts): SentCharts => ({
  ...charts,
  series: byMetric(charts.series),
  previous: previous && { ...previous, series: byMetric(previous.series) },
})

export const receivedCharts = ({ previous, ...charts }: SentCharts): NodeCharts => ({
  ...charts,
  series: Object.fromEntries(charts.series),
  previous: previous && { ...previous, series: Object.fromEntries(previous.series) },
})
