import { describe, expect, it } from 'vitest'
import type { NodeSeries } from '@/lib/compare/domain/comparison'
import { metricUnit } from '@/lib/reports/domain/metric'
import { comparedOf } from './compared-lines'
import { overlaidOf } from './overlaid'

const edges = [0, 60, 120, 180]
const node = { did: 'did:a:1', name: 'one', state: 'Healthy', now: {}, reportedAt: null }

function seriesOf(values: Record<string, number[]>, did = node.did): NodeSeries {
  const columns = Object.entries(values).map(([metric, all]) => [
    metric,
    {
      unit: metricUnit(metric).unit,
      ...{
        t: edges.slice(0, -1),
        count: [1, 1, 1],
        min: all,
        avg: all,
        max: all,
        missing: [null, null, null],
      },
    },
  ])
  return {
    did,
    range: { from: 0, to: 180, step: 60, edges, open: false },
    ...{ tier: 'raw', gaps: [], previous: null, metrics: Object.keys(values), moreMetrics: false },
    status: { reports: [1, 1, 1], worst: ['Healthy', 'Healthy', 'Healthy'] },
    series: Object.fromEntries(columns),
  }
}

describe('several metrics on one panel', () => {
  const values = {
    cpu_usage_percent: [1, 2, 3],
    memory_usage_mb: [100, 200, 300],
    swap_usage_mb: [4_000, 5_000, 6_000],
    temperature_celsius: [40, 41, 42],
  }
  const asked = { metrics: Object.keys(values), zone: 'UTC', raw: false, previous: false }
  const overlaid = overlaidOf(node, [seriesOf(values)], asked)

  it('have one axis for each of two units, and say which would need a third', () => {
    expect(overlaid.metrics.map(({ scale }) => scale.metric)).toEqual(asked.metrics.slice(0, 3))
    expect(overlaid.leftOut).toEqual(['Temperature'])
  })

  it('of one unit share their axis, which holds the values of both', () => {
    const [, memory, swap] = overlaid.metrics
    expect(memory?.scale.axis).toEqual(swap?.scale.axis)
    expect(memory?.scale.unit).toBe('GB')
    expect(memory?.lines[0]?.avg).toEqual([0.1, 0.2, 0.3])
    expect(memory?.scale.axis.domain[1]).toBeGreaterThanOrEqual(6)
  })
})

describe('one metric of many nodes', () => {
  it('is on one axis that holds the extremes of all, ranked by average, those without values last', () => {
    const nodes = ['a', 'b', 'c'].map((name) => ({ ...node, did: name, name }))
    const series = [
      seriesOf({ cpu_usage_percent: [10, 10, 10] }, 'a'),
      seriesOf({ other: [1, 1, 1] }, 'b'),
      seriesOf({ cpu_usage_percent: [10, 150, 10] }, 'c'),
    ]
    const request = { metric: 'cpu_usage_percent', title: 'CPU', zone: 'UTC', mode: 'usual' } as const
    const compared = comparedOf(nodes, series, { ...request, raw: false, previous: false })
    expect(compared?.lines.map(({ did, figures }) => [did, figures?.avg ?? null])).toEqual([
      ['c', expect.closeTo(170 / 3, 9)],
      ['a', 10],
      ['b', null],
    ])
    expect(compared?.scale.axis.domain[1]).toBeGreaterThanOrEqual(150)
    expect(compared?.median).toEqual([10, 80, 10])
  })

  it('shows a counter as its rate for all, and none for a node with too little of it', () => {
    const nodes = ['a', 'b'].map((name) => ({ ...node, did: name, name }))
    const short = seriesOf({ requests_total: [5, 5, 5] }, 'b')
    const columns = short.series.requests_total
    if (columns)
      Object.assign(columns, {
        count: [1, 0, 0],
        avg: [5, null, null],
        min: [5, null, null],
        max: [5, null, null],
      })
    const series = [seriesOf({ requests_total: [0, 60, 180] }, 'a'), short]
    const request = { metric: 'requests_total', title: 'Requests', zone: 'UTC', mode: 'usual' } as const
    const compared = comparedOf(nodes, series, { ...request, raw: false, previous: false })
    expect(compared?.rate).toBe(true)
    expect(compared?.lines.find(({ did }) => did === 'a')?.avg).toEqual([null, 1, 2])
    expect(compared?.lines.find(({ did }) => did === 'b')?.figures).toBeNull()
  })
})
