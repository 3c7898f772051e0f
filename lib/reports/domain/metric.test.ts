import { describe, expect, it } from 'vitest'
import {
  displayScale,
  formatMetric,
  formatNumber,
  metricKeys,
  metricTitle,
  metricUnit,
  orderMetrics,
} from './metric'

it.each([
  ['cpu_usage_percent', '%'],
  ['memory_usage_mb', 'MB'],
  ['disk_usage_gb', 'GB'],
  ['network_io_kbps', 'kbps'],
  ['latency_ms', 'ms'],
  ['gpu_temperature_celsius', '°C'],
  ['errors_count', ''],
  ['requests_total', ''],
  ['sent_BYTES', 'B'],
  ['uptime_seconds', 's'],
  ['load', ''],
  ['x_constructor', ''],
  ['x___proto__', ''],
  ['', ''],
])('reads the unit of %s from its suffix', (key, unit) => {
  expect(metricUnit(key).unit).toBe(unit)
})

it.each([
  ['cpu_usage_percent', 'CPU'],
  ['gpu_temperature_celsius', 'Gpu temperature'],
  ['load', 'Load'],
  ['count', 'Count'],
  ['seconds', 'Seconds'],
  ['_percent', '_percent'],
  ['', ''],
  ['constructor', 'Constructor'],
  ['queue_depth', 'Queue depth'],
  ['__proto__', 'Proto'],
])('titles %s', (key, title) => {
  expect(metricTitle(key)).toBe(title)
})

describe('displayScale', () => {
  it.each([
    ['memory_usage_mb', 8_900, { text: '8.9', unit: 'GB' }],
    ['memory_usage_mb', 437, { text: '437', unit: 'MB' }],
    ['memory_usage_mb', 0, { text: '0', unit: 'MB' }],
    ['disk_usage_gb', 0.04, { text: '0.04', unit: 'GB' }],
    ['disk_usage_gb', 1_500, { text: '1.5', unit: 'TB' }],
    ['network_io_kbps', 12_345, { text: '12.3', unit: 'Mbps' }],
    ['latency_ms', 2_500, { text: '2.5', unit: 's' }],
    ['sent_bytes', -2_000_000, { text: '-2', unit: 'MB' }],
    ['cpu_usage_percent', 34.21, { text: '34.2', unit: '%' }],
    ['goats', 5_000, { text: '5,000', unit: '' }],
  ])('shows %s of %d as %j', (key, value, shown) => {
    expect(formatMetric(key, value)).toEqual(shown)
  })

  it('keeps the quantity: factor times value is the same amount in the unit shown', () => {
    const { unit, factor } = displayScale('memory_usage_mb', 3_000_000)
    expect([unit, 3_000_000 * factor]).toEqual(['TB', 3])
  })
})

it('writes numbers that a person can compare', () => {
  expect([0, 0.04, 8.94, 34.21, 437.4, 1e12, -1e-7].map(formatNumber)).toEqual([
    '0',
    '0.04',
    '8.9',
    '34.2',
    '437',
    '1.00e+12',
    '-1.00e-7',
  ])
})

it('lists numeric keys only, the core ones first', () => {
  expect(
    metricKeys({ zebra: 1, network_io_kbps: 2, apple: 3, cpu_usage_percent: 4, text: 'x', none: null }),
  ).toEqual(['cpu_usage_percent', 'network_io_kbps', 'apple', 'zebra'])
  expect(metricKeys(null)).toEqual([])
  expect(orderMetrics(['b', 'a'])).toEqual(['a', 'b'])
})
