import { expect, it } from 'vitest'
import type { NodeCharts } from '@/lib/series/domain/node-charts'
import { bucketed, reporting } from '@/test/chart-range'
import { runPanel } from './run-panel'

const start = Date.parse('2026-11-20T00:00:00Z') / 1_000
const hour = 3_600

/** An hour in buckets of 5 min with one value throughout. */
function charts(metric: string, value: number, from: number): NodeCharts {
  const range = bucketed({ from, to: from + hour, step: 300 })
  const t = range.edges.slice(0, -1)
  const values = t.map(() => value)
  return {
    ...{ range, tier: 'raw', gaps: [], before: null, metrics: [metric], moreMetrics: false },
    series: {
      [metric]: {
        ...{ unit: '', t, count: t.map(() => 5), min: values, avg: values, max: values },
        missing: t.map(() => null),
      },
    },
    ...{ status: reporting(range), statuses: [], changes: { count: 0, exact: true } },
    ...{ silences: [], reasons: [], jobs: [], previous: null },
  }
}

const panel = (metric: string, values: [number, number, number], fit: boolean) => {
  const [before, during, after] = values.map((value, part) => charts(metric, value, start + part * hour))
  if (!before || !during || !after) throw new Error('three parts')
  return runPanel({ before, during, after }, metric, fit)
}

it('per cent go from 0 to 100 as on the page of a node, large or small', () => {
  for (const fit of [true, false])
    expect(panel('cpu_usage_percent', [92, 60, 40], fit)).toMatchObject({
      axis: { domain: [0, 100] },
      begins: null,
    })
})

it('the large chart of an amount fits its values, and says where its axis begins', () => {
  const large = panel('disk_usage_gb', [438, 400, 371], true)
  expect(large?.axis.domain[0]).toBeGreaterThan(300)
  expect(large?.begins).toBe(`axis from ${large?.axis.domain[0]} GB`)
  expect(panel('disk_usage_gb', [438, 400, 371], false)).toMatchObject({ begins: null })
})
