import { describe, expect, it } from 'vitest'
import { displayScale, formatMetric, rateScale } from './display'

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
    ['goats', 5_053_280, { text: '5.1', unit: 'M' }],
    ['goats', 1e-9, { text: '1', unit: '×10⁻⁹' }],
    ['latency_ms', 90_000, { text: '90', unit: 's' }],
    ['uptime_seconds', 86_400, { text: '1', unit: 'd' }],
    ['node_boot_time_seconds', 1_764_000_000, { text: '2025-11-24 16:00', unit: 'UTC' }],
    ['backup_timestamp_seconds{name="a"}', 1_764_000_000.5, { text: '2025-11-24 16:00', unit: 'UTC' }],
    ['job_time_seconds', 86_400, { text: '1', unit: 'd' }],
    ['job_time_seconds', 1e18, { text: '11.6', unit: '×10¹² d' }],
    ['uptime_seconds', 5_400, { text: '90', unit: 'min' }],
    ['gpu_temperature_celsius', 3e9, { text: '3', unit: '×10⁹ °C' }],
  ])('shows %s of %d as %j', (key, value, shown) => {
    expect(formatMetric(key, value)).toEqual(shown)
  })

  it('keeps the quantity: factor times value is the same amount in the unit shown', () => {
    const { unit, factor } = displayScale('memory_usage_mb', 3_000_000)
    expect([unit, 3_000_000 * factor]).toEqual(['TB', 3])
  })
})

it.each([
  ['requests_total', 1_280, '/s'],
  ['requests_total', 128_000, 'k/s'],
  ['sent_bytes_total', 39e6, 'MB/s'],
  ['node_network_receive_bytes_total{device="eth0"}', 5_000, 'kB/s'],
])('names the unit of the rate of %s', (key, max, unit) => {
  expect(rateScale(key, max).unit).toBe(unit)
})
