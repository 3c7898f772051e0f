import { isoTime } from '@/lib/series/domain/range-params'

/** The address of the data behind a chart, over its own range, as a file. */
export function dataHref(
  form: 'csv' | 'json',
  of: {
    nodes: readonly string[]
    metrics: readonly string[]
    from: number
    to: number
    zone: string
    previous?: boolean
  },
): string {
  const query = new URLSearchParams({
    ...{ nodes: of.nodes.join(','), metrics: of.metrics.join(',') },
    ...{ from: isoTime(of.from), to: isoTime(of.to), tz: of.zone },
    ...(of.previous ? { previous: 'true' } : {}),
  })
  return `/api/v1/series${form === 'csv' ? '.csv' : ''}?${query}`
}
