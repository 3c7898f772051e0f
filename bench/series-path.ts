import { z } from 'zod'
import type { Reading } from './load'
import { type SeriesInput, type SeriesValue, seriesValue } from './reader-calls'

const iso = (seconds: number): string => new Date(seconds * 1_000).toISOString()

/** The API path for a window. */
export function seriesPath({ did, metrics, from, to }: SeriesInput): string {
  const query = new URLSearchParams({ metrics: metrics.join(','), from: iso(from), to: iso(to) })
  return `/api/v1/nodes/${encodeURIComponent(did)}/series?${query}`
}

const apiSeries = z.object({
  from: z.iso.datetime(),
  step_seconds: z.number(),
  series: seriesValue.shape.metrics,
})

/** Reads a window through the API. */
export async function ourSeries(reading: Reading, input: SeriesInput): Promise<SeriesValue> {
  const answer = apiSeries.parse(JSON.parse(await reading.text(seriesPath(input))))
  return { from: Date.parse(answer.from) / 1_000, step: answer.step_seconds, metrics: answer.series }
}
