import { expect, it } from 'vitest'
import { metricKeys, metricTitle, metricUnit, orderMetrics } from './metric'

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
  ['node_filesystem_avail_bytes{mountpoint="/data_ms"}', 'B'],
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
  ['fan\u202e_rpm', 'FanU+202E rpm'],
  ['\u200b_percent', 'U+200B'],
  ['queue_depth', 'Queue depth'],
  ['node_network_receive_bytes_total{device="eth0"}', 'Node network receive bytes {device="eth0"}'],
  ['x{a="{_}"}', 'X {a="{_}"}'],
  ['__proto__', 'Proto'],
])('titles %s', (key, title) => {
  expect(metricTitle(key)).toBe(title)
})

it('lists numeric keys only, the core ones first', () => {
  expect(
    metricKeys({ zebra: 1, network_io_kbps: 2, apple: 3, cpu_usage_percent: 4, text: 'x', none: null }),
  ).toEqual(['cpu_usage_percent', 'network_io_kbps', 'apple', 'zebra'])
  expect(metricKeys(null)).toEqual([])
  expect(orderMetrics(['b', 'a'])).toEqual(['a', 'b'])
})
