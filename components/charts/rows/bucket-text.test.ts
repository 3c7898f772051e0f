import { describe, expect, it } from 'vitest'
import { valueAxis } from '@/components/charts/axis/value-axis'
import { bucketSentence, bucketText, chartSummary, type Scale, tierText } from './bucket-text'
import type { ChartRow } from './chart-rows'

const scale: Scale = {
  metric: 'disk_usage_gb',
  title: 'Disk',
  unit: 'GB',
  factor: 1,
  axis: valueAxis('disk_usage_gb', { min: 330, max: 440, whole: false }),
  step: 10_800,
  tier: '1h',
  zone: 'UTC',
  gutter: 48,
}
const from = Date.parse('2026-11-20T09:00:00Z') / 1_000
const row: ChartRow = {
  from,
  to: from + 10_800,
  x: from + 5_400,
  avg: 429.04,
  min: 426.1,
  max: 433.23,
  count: 35,
  reports: 36,
  missing: null,
  partial: false,
  open: false,
}
const empty: ChartRow = { ...row, avg: null, min: null, max: null, count: 0, missing: 'no_value' }
const silent: ChartRow = { ...empty, reports: 0, missing: 'no_report' }

describe('bucketText', () => {
  it('says time, average, band, step, reports, samples and where they were read', () => {
    expect(bucketText(row, scale)).toEqual({
      span: 'Fri 20 Nov 2026 09:00–12:00',
      value: '429 GB',
      band: '426.1–433.2 GB',
      missing: null,
      note: '3 h bucket · 36 reports · 35 samples',
      source: 'from 1 h roll-ups',
    })
  })

  it.each<[string, ChartRow, string | null, string]>([
    ['no reports', silent, 'no reports', '3 h bucket · 0 reports'],
    [
      'no reports yet',
      { ...silent, open: true, partial: true, to: from + 600 },
      'no reports so far',
      '3 h bucket, 10 min so far · 0 reports',
    ],
    [
      'reports without this metric',
      { ...empty, reports: 2 },
      'no value in its 2 reports',
      '3 h bucket · 2 reports · 0 samples',
    ],
    [
      'one report without it',
      { ...empty, reports: 1 },
      'no value in its report',
      '3 h bucket · 1 report · 0 samples',
    ],
    [
      'status Unknown',
      { ...empty, missing: 'unknown' },
      'no value: status Unknown in its 36 reports',
      '3 h bucket · 36 reports · 0 samples',
    ],
    [
      'maintenance',
      { ...silent, missing: 'maintenance' },
      'no value: under maintenance',
      '3 h bucket · 0 reports',
    ],
    ['one sample', { ...row, count: 1 }, null, '3 h bucket · 36 reports · 1 sample'],
    [
      'a bucket in progress',
      { ...row, to: from + 4_500, partial: true, open: true },
      null,
      '3 h bucket, 1 h 15 m so far · 36 reports · 35 samples',
    ],
    [
      'one cut off by the end of a past range',
      { ...row, to: from + 4_500, partial: true },
      null,
      '3 h bucket, first 1 h 15 m only · 36 reports · 35 samples',
    ],
  ])('%s', (_, bucket, missing, note) => {
    const text = bucketText(bucket, scale)
    expect(text).toMatchObject({ missing, note })
    expect(text.value === null).toBe(missing !== null)
  })

  it('names every source that buckets are read from', () => {
    expect((['raw', '5m', '1h', '6h', '1d'] as const).map(tierText)).toEqual([
      'from raw reports',
      'from 5 min roll-ups',
      'from 1 h roll-ups',
      'from 6 h roll-ups',
      'from 1 d roll-ups',
    ])
  })
})

describe('bucketSentence', () => {
  it('becomes a sentence for screen readers', () => {
    expect(bucketSentence(row, scale)).toBe(
      'Fri 20 Nov 2026 09:00–12:00: average 429 GB, from 426.1 to 433.2 GB; 3 h bucket · 36 reports · 35 samples, from 1 h roll-ups',
    )
    expect(bucketSentence(silent, scale)).toBe(
      'Fri 20 Nov 2026 09:00–12:00: no reports; 3 h bucket · 0 reports, from 1 h roll-ups',
    )
  })
})

describe('chartSummary', () => {
  it('summarises the chart', () => {
    const gap = { from, to: from + 10_800 }
    const gaps = [
      { ...gap, reason: 'no_report' as const },
      { ...gap, reason: 'maintenance' as const },
      { ...gap, reason: 'no_report' as const },
    ]
    expect(chartSummary([row], scale, gaps)).toBe(
      'Disk in GB, Fri 20 Nov 2026 09:00–12:00, 3 h buckets from 1 h roll-ups: average 429, lowest 426.1, highest 433.2; no reports 2 times, maintenance once',
    )
    expect(chartSummary([empty], scale, [])).toBe(
      'Disk in GB, Fri 20 Nov 2026 09:00–12:00, 3 h buckets from 1 h roll-ups: no values',
    )
  })
})
