import { describe, expect, it } from 'vitest'
import { bucketSentence, bucketText, chartSummary, type Scale } from './bucket-text'
import type { ChartRow } from './chart-rows'
import { valueAxis } from './value-axis'

const scale: Scale = {
  metric: 'disk_usage_gb',
  unit: 'GB',
  axis: valueAxis('disk_usage_gb', { min: 330, max: 440 }),
  step: 10_800,
  zone: 'UTC',
}
const from = Date.parse('2026-11-20T09:00:00Z') / 1_000
const row: ChartRow = {
  from,
  to: from + 10_800,
  x: from + 5_400,
  avg: 429.04,
  min: 426.1,
  max: 433.23,
  count: 36,
  reports: 36,
  open: false,
  lone: false,
}
const empty = { ...row, avg: null, min: null, max: null, count: 0 }

describe('bucketText', () => {
  it('says time, average, band, step and samples', () => {
    expect(bucketText(row, scale)).toEqual({
      span: 'Fri 20 Nov 2026 09:00–12:00',
      value: '429 GB',
      band: '426.1–433.2 GB',
      note: '3 h bucket · 36 samples',
    })
  })

  it.each([
    ['no report', { ...empty, reports: 0 }, '3 h bucket · no report'],
    ['no report yet', { ...empty, reports: 0, open: true }, '3 h bucket · no report yet'],
    ['reports without this metric', { ...empty, reports: 2 }, '3 h bucket · 2 reports without this metric'],
    ['one sample', { ...row, count: 1 }, '3 h bucket · 1 sample'],
    [
      'a bucket that still grows',
      { ...row, to: from + 4_500, open: true },
      '3 h bucket, 1 h 15 m of it so far · 36 samples',
    ],
  ])('%s', (_, bucket, note) => {
    const text = bucketText(bucket, scale)
    expect(text.note).toBe(note)
    expect(text.value === null).toBe(bucket.avg === null)
  })
})

describe('bucketSentence', () => {
  it('reads aloud', () => {
    expect(bucketSentence(row, scale)).toBe(
      'Fri 20 Nov 2026 09:00–12:00: average 429 GB, from 426.1 to 433.2 GB; 3 h bucket · 36 samples',
    )
    expect(bucketSentence({ ...empty, reports: 0 }, scale)).toBe(
      'Fri 20 Nov 2026 09:00–12:00: 3 h bucket · no report',
    )
  })
})

describe('chartSummary', () => {
  it('sums the chart up', () => {
    expect(chartSummary([row], scale, 2)).toBe(
      'Disk in GB, Fri 20 Nov 2026 09:00–12:00: average 429, lowest 426.1, highest 433.2, 2 gaps without reports',
    )
    expect(chartSummary([empty], scale, 0)).toBe('Disk in GB, Fri 20 Nov 2026 09:00–12:00: no values')
  })
})
