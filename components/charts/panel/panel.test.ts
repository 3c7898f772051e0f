import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { AxisMode } from '@/components/charts/axis/axis'
import { readingText, tickTexts } from '@/components/charts/axis/axis-text'
import { bucketText, previousText, rangeFigures } from '@/components/charts/rows/bucket-text'
import { displayScale } from '@/lib/reports/domain/display'
import { metricTitles } from '@/lib/reports/domain/metric'
import { exactNumber } from '@/lib/reports/domain/number-text'
import type { NodeCharts } from '@/lib/series/domain/node-charts'
import { receivedCharts, sentCharts } from '@/lib/series/domain/sent-charts'
import { bucketed, reporting } from '@/test/chart-range'
import { twoNumbers } from '@/test/numbers'
import { panelOf } from './panel'

const cases = z
  .object({ cases: z.array(z.object({ metric: z.string(), values: z.string() })) })
  .parse(JSON.parse(readFileSync('test/data/cases/numbers.json', 'utf8'))).cases

/** The values that a case describes, by metric; the descriptions are for people. */
const described: Record<string, (i: number) => number> = {
  requests_total: (i) => 5_053_280 + 37 * i,
  counter_near: (i) => 50_000_000 + 60 * i,
  huge: (i) => 1e15 + 1e9 * i,
  tiny: (i) => 1e-9 * (1 + (i % 10) / 10),
  latency_ms: (i) => (i === 700 ? 90_000 : 12.5),
  network_io_kbps: (i) => (i % 97 === 0 ? 9_000_000 : 3),
  cpu_usage_percent: (i) => (i % 50 === 0 ? 140 : 20),
  error_rate_percent: () => 0.02,
  uptime_seconds: () => 86_400,
  bool_ok: (i) => i % 2,
}

const start = Date.parse('2026-11-20T00:00:00Z') / 1_000
const range = bucketed({ from: start, to: start + 86_400, step: 300 })

/** A day in buckets of 5 min, each with five reports, one a minute. */
function charts(metric: string, value: (i: number) => number): NodeCharts {
  const t = range.edges.slice(0, -1)
  const samples = t.map((_, bucket) => [0, 1, 2, 3, 4].map((minute) => value(bucket * 5 + minute)))
  return {
    range,
    tier: 'raw',
    gaps: [],
    before: null,
    metrics: [metric],
    series: {
      [metric]: {
        unit: '',
        t,
        count: samples.map((found) => found.length),
        min: samples.map((found) => Math.min(...found)),
        avg: samples.map((found) => found.reduce((sum, one) => sum + one / found.length, 0)),
        max: samples.map((found) => Math.max(...found)),
        missing: t.map(() => null),
      },
    },
    status: reporting(range),
    statuses: [],
    changes: { count: 0, exact: true },
    silences: [],
    moreMetrics: false,
    reasons: [],
    jobs: [],
    previous: null,
  }
}

const panel = (
  metric: string,
  mode: AxisMode = 'usual',
  value = described[metric] ?? (() => 0),
  raw = true,
) =>
  panelOf(charts(metric, value), { metric, title: metric, zone: 'UTC', mode, raw, latest: null, whole: null })
const ticks = (metric: string, mode?: AxisMode) => {
  const { axis, unit } = panel(metric, mode).scale
  return tickTexts(axis, unit)
}

it('covers every case that describes values of one metric', () => {
  const known = cases.map(({ metric }) => metric).filter((metric) => Object.hasOwn(described, metric))
  expect(known.sort()).toEqual(Object.keys(described).sort())
})

describe('numbers that were drawn wrongly', () => {
  it.each([
    ['requests_total', ['5.04', '5.06', '5.08', '5.10', '5.12 M']],
    ['counter_near', ['50.000', '50.025', '50.050', '50.075', '50.100 M']],
    ['huge', ['1.0000', '1.0005', '1.0010', '1.0015 P']],
    ['tiny', ['1.00', '1.25', '1.50', '1.75', '2.00 ×10⁻⁹']],
    ['latency_ms', ['0', '25', '50', '75', '100 s']],
    ['network_io_kbps', ['0', '2.5', '5.0', '7.5', '10.0 Gbps']],
    ['cpu_usage_percent', ['0', '50', '100', '150%']],
    ['error_rate_percent', ['0', '25', '50', '75', '100%']],
    ['bool_ok', ['0', '1']],
    ['uptime_seconds', ['0', '0.25', '0.50', '0.75', '1.00 d']],
  ])('ticks of %s', (metric, texts) => {
    expect(ticks(metric)).toEqual(texts)
  })

  it('fits an axis on demand', () => {
    expect(ticks('error_rate_percent', 'fit')).toEqual(['0.018', '0.019', '0.020', '0.021', '0.022%'])
    expect(ticks('latency_ms', 'log')).toEqual(['0.01', '0.1', '1', '10', '100 s'])
  })

  it('shows a counter as its rate per second', () => {
    const { rows, scale, rate } = panel('requests_total', 'usual', undefined, false)
    expect(rate).toBe(true)
    expect(rows[9] && bucketText(rows[9], scale).value).toBe('0.617/s')
    expect(rangeFigures(rows, scale)?.max).toBe('0.617/s')
    expect(panel('huge').rate).toBeNull()
  })

  it('compares an amount with its whole, unless the axis fits', () => {
    const disk = (mode: AxisMode) =>
      panelOf(
        charts('disk_usage_gb', () => 306),
        {
          metric: 'disk_usage_gb',
          title: 'Disk',
          zone: 'UTC',
          mode,
          raw: false,
          latest: null,
          whole: 500,
        },
      )
    expect(disk('usual')).toMatchObject({ whole: 500, scale: { axis: { domain: [0, 500] } } })
    expect(disk('fit').scale.axis.domain[1]).toBeLessThan(500)
  })

  it('names the peak and its time in the head', () => {
    const { rows, scale } = panel('cpu_usage_percent')
    expect(rangeFigures(rows, scale)).toEqual({
      min: '20',
      avg: '22.4',
      max: '140%',
      at: '00:00–00:05',
      constant: false,
    })
    const latency = panel('latency_ms')
    expect(rangeFigures(latency.rows, latency.scale)).toMatchObject({ max: '90 s', at: '11:40–11:45' })
  })

  it('reads no value but 0 as 0', () => {
    const { rows, scale } = panel('network_io_kbps')
    const small = rows.find((row) => row.max !== null && row.max < 1)
    expect(small && bucketText(small, scale).value).toBe('0.000003 Gbps (3 kbps)')
    expect(readingText(12.5 * panel('latency_ms').scale.factor, panel('latency_ms').scale.axis)).toBe(
      '0.0125',
    )
  })

  it('reads a duration as one', () => {
    const { rows, scale } = panel('uptime_seconds')
    expect(rows[0] && bucketText(rows[0], scale).value).toBe('1 d')
  })

  it('keeps the reported unit and every digit for the table', () => {
    expect(
      panel('counter_near')
        .reported.map((row) => exactNumber(row.max ?? 0))
        .at(-1),
    ).toBe('50,086,340')
    expect(new Set(panel('huge').reported.map((row) => exactNumber(row.max ?? 0))).size).toBe(288)
  })

  it('draws two states without an average between them', () => {
    expect(panel('bool_ok').line.whole.every(({ value }) => value === null)).toBe(true)
    expect(panel('bool_ok', 'usual', (i) => (i < 700 ? 0 : 1)).line.whole.at(-1)?.value).toBe(1)
  })

  it('never gives two metrics of a page the same title', () => {
    const titles = metricTitles(['huge', 'huge_bytes', 'a_b', 'a__b', 'memory_usage_mb', 'memory', 'Memory'])
    expect([...titles.values()]).toEqual([
      'Huge',
      'Huge (bytes)',
      'A b',
      'A  b',
      'Memory (mb)',
      'memory',
      'Memory',
    ])
    const key = fc.stringMatching(/^[ab]{1,2}(_?(mb|ms|percent|A))?$/)
    fc.assert(
      fc.property(fc.uniqueArray(key, { minLength: 2, maxLength: 12 }), (keys) => {
        expect(new Set(metricTitles(keys).values()).size).toBe(keys.length)
      }),
    )
  })
})

describe('for any values', () => {
  const metric = fc.constantFrom(
    'x_percent',
    'x_count',
    'x_mb',
    'x_kbps',
    'x_ms',
    'x_seconds',
    'x_celsius',
    'x',
  )
  const mode = fc.constantFrom<AxisMode>('usual', 'fit', 'log')

  it('no two ticks read the same, and none but 0 reads 0', () => {
    fc.assert(
      fc.property(metric, mode, twoNumbers, (key, chosen, [a, b]) => {
        const { scale } = panel(key, chosen, (i) => (i % 2 === 0 ? a : b))
        const texts = tickTexts(scale.axis, '')
        expect(new Set(texts).size).toBe(texts.length)
        texts.forEach((text, index) => {
          if (scale.axis.ticks[index] !== 0) expect(Number.parseFloat(text.replaceAll(',', ''))).not.toBe(0)
        })
      }),
      { numRuns: 600 },
    )
  })

  it('no reading but that of 0 reads 0', () => {
    fc.assert(
      fc.property(metric, mode, twoNumbers, (key, chosen, [a, b]) => {
        const { scale, rows } = panel(key, chosen, (i) => (i % 2 === 0 ? a : b))
        const min = rows[0]?.min ?? 0
        if (min !== 0) expect(Number.parseFloat(readingText(min, scale.axis).replaceAll(',', ''))).not.toBe(0)
      }),
      { numRuns: 600 },
    )
  })

  it('the scale of numbers that people meet is between 0.001 and a million', () => {
    const size = fc.oneof(
      fc.double({ min: 1e-290, max: 1e290, noNaN: true }),
      fc.double({ min: 1e-6, max: 1e15, noNaN: true }),
    )
    fc.assert(
      fc.property(metric, size, (key, largest) => {
        const { factor } = displayScale(key, largest)
        expect(largest * factor).toBeGreaterThanOrEqual(0.999e-3)
        expect(largest * factor).toBeLessThan(1_000_001)
      }),
    )
  })
})

describe('the period before', () => {
  const dayBefore = bucketed({ from: start - 86_400, to: start, step: 300 })
  /** The same metric a day before, silent in its second hour. */
  function compared(metric: string, value: (i: number) => number, before: (i: number) => number, raw = true) {
    const t = dayBefore.edges.slice(0, -1)
    const silent = (bucket: number): boolean => bucket >= 12 && bucket < 24
    const columns = charts(metric, before).series[metric]
    if (!columns) throw new Error('no columns')
    const kept = (values: (number | null)[]) => values.map((one, bucket) => (silent(bucket) ? null : one))
    const series = {
      ...{ ...columns, t, min: kept(columns.min), avg: kept(columns.avg), max: kept(columns.max) },
      count: columns.count.map((one, bucket) => (silent(bucket) ? 0 : one)),
      missing: t.map((_, bucket) => (silent(bucket) ? ('no_report' as const) : null)),
    }
    const reports = t.map((_, bucket) => (silent(bucket) ? 0 : 5))
    const previous = {
      range: dayBefore,
      status: { reports, worst: reports.map((count) => (count > 0 ? 'Healthy' : null)) },
      series: { [metric]: series },
      gaps: [{ from: t[12] ?? 0, to: t[24] ?? 0 }],
    }
    return panelOf(
      { ...charts(metric, value), previous },
      { metric, title: metric, zone: 'UTC', mode: 'usual', raw, latest: null, period: '24 h', whole: null },
    )
  }

  it('is drawn at the times of the range, with its own gap and in the same unit', () => {
    const { previous, rows, scale } = compared(
      'memory_usage_mb',
      () => 8_000,
      () => 2_000,
    )
    expect(scale.unit).toBe('GB')
    expect(previous?.name).toBe('24 h before')
    expect(previous?.rows.map(({ x }) => x)).toEqual(rows.map(({ x }) => x))
    expect(previous?.rows[0]).toMatchObject({ avg: 2, from: start - 86_400 })
    const points = previous?.line.whole ?? []
    expect(points.slice(12, 24).map(({ value }) => value)).toEqual(Array.from({ length: 12 }, () => null))
    expect(points.filter(({ value }) => value !== null)).toHaveLength(288 - 12)
  })

  it('is within the axis, with its averages', () => {
    const { scale } = compared(
      'goats_count',
      () => 10,
      (i) => (i < 700 ? 100 : i % 5 === 0 ? 900 : 200),
    )
    expect(scale.axis.domain).toEqual([0, 400])
  })

  it('has an axis of its own where the range has no values', () => {
    const { scale } = compared(
      'goats_count',
      () => Number.NaN,
      () => 200,
    )
    expect(scale.axis.domain[1]).toBeGreaterThanOrEqual(200)
  })

  it('of a counter is its rate, and none across the gap', () => {
    const { previous } = compared(
      'requests_total',
      (i) => i * 60,
      (i) => i * 120,
      false,
    )
    expect(previous?.rows[1]?.avg).toBeCloseTo(2)
    expect(previous?.rows[24]?.avg).toBeNull()
    expect(previous?.rows[25]?.avg).toBeCloseTo(2)
  })

  it('is said in words', () => {
    const { previous, scale } = compared(
      'memory_usage_mb',
      () => 8_000,
      () => 2_000,
    )
    if (!previous) throw new Error('none')
    expect(previousText(previous, 0, scale)).toMatchObject({ name: '24 h before', value: '2 GB' })
    expect(previousText(previous, 12, scale)).toMatchObject({ value: 'no reports' })
    expect(previousText(previous, 999, scale)).toBeNull()
  })
})

describe('what is usual', () => {
  const usual = { from: start, low: [0, null], high: [140, null] }
  const panelWith = (mode: AxisMode, raw = true, metric = 'latency_ms') =>
    panelOf(
      charts(metric, (i) => 12.5 + i),
      { ...{ metric, title: metric, zone: 'UTC', mode, raw, latest: null, whole: null }, usual },
    )
  it('has room on the usual axis, in the displayed unit, and does not change the others', () => {
    const { usual: drawn, scale } = panelWith('usual')
    expect(drawn?.high).toEqual([140 * scale.factor, null])
    expect(scale.axis.domain[0]).toBeLessThanOrEqual(0)
    expect(panelWith('log').scale.axis.log).toBe(true)
  })
  it('is nothing for the rate of a counter', () => {
    expect(panelWith('usual', false, 'requests_total').usual).toBeNull()
  })
})

/** As React hands an object to a browser: it leaves out a member __proto__ at any depth. */
const handed = <T>(value: T): T => {
  if (Array.isArray(value) || value instanceof Map || typeof value !== 'object' || value === null)
    return value
  for (const [name, member] of Object.entries(value))
    if (name === '__proto__') Reflect.deleteProperty(value, name)
    else handed(member)
  return value
}

it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
  'draws the values of a metric %s in a browser, also those of the period before',
  (metric) => {
    const read = charts(metric, () => 7)
    const { series, status, gaps } = read
    const before = { range, status, gaps, series }
    const received = receivedCharts(handed(sentCharts({ ...read, previous: before })))
    const request = {
      metric,
      title: metric,
      zone: 'UTC',
      mode: 'usual',
      raw: true,
      latest: null,
      whole: null,
    } as const
    const { rows, scale, previous } = panelOf(received, request)
    expect(rangeFigures(rows, scale)?.max).toBe('7')
    expect(previous?.rows[0]?.avg).toBeCloseTo(7)
  },
)
