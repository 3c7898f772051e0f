import { expect, it } from 'vitest'
import { wholeOf } from './whole'

it.each([
  ['a total', 'disk_usage_gb', { disk_usage_gb: 300, disk_total_gb: 500 }, { amount: 500, percent: 60 }],
  [
    'a share',
    'memory_usage_mb',
    { memory_usage_mb: 8_000, memory_usage_percent: 50 },
    { amount: 16_000, percent: 50 },
  ],
  [
    'as exactly as a share tells it',
    'disk_usage_gb',
    { disk_usage_gb: 437.53, disk_usage_percent: 87.5 },
    { amount: 500, percent: 87.5 },
  ],
  [
    'never less than what is taken',
    'disk_usage_gb',
    { disk_usage_gb: 123.4, disk_usage_percent: 100 },
    { amount: 123.4, percent: 100 },
  ],
  [
    'a total before a share',
    'disk_used_bytes',
    { disk_used_bytes: 1, disk_size_bytes: 4, disk_used_percent: 30 },
    { amount: 4, percent: 25 },
  ],
  [
    'a size with the same labels',
    'node_filesystem_avail_bytes{mountpoint="/data/1"}',
    {
      'node_filesystem_avail_bytes{mountpoint="/data/1"}': 30,
      'node_filesystem_size_bytes{mountpoint="/data/0"}': 40,
      'node_filesystem_size_bytes{mountpoint="/data/1"}': 120,
    },
    { amount: 120, percent: 25 },
  ],
  [
    'a total in one word',
    'node_memory_MemAvailable_bytes',
    { node_memory_MemAvailable_bytes: 1, node_memory_MemTotal_bytes: 8 },
    { amount: 8, percent: 12.5 },
  ],
  ['what is free is not the share used', 'disk_free_gb', { disk_free_gb: 10, disk_usage_percent: 90 }, null],
  ['a total in one word itself', 'node_memory_MemTotal_bytes', { node_memory_MemTotal_bytes: 8 }, null],
  ['neither', 'disk_usage_gb', { disk_usage_gb: 306 }, null],
  ['a total of another unit', 'disk_usage_gb', { disk_usage_gb: 306, disk_total_mb: 500 }, null],
  ['less than its part', 'disk_usage_gb', { disk_usage_gb: 306, disk_total_gb: 100 }, null],
  ['an idle share', 'memory_usage_mb', { memory_usage_mb: 0, memory_usage_percent: 0 }, null],
  ['the whole itself', 'disk_total_gb', { disk_total_gb: 500, disk_usage_percent: 61 }, null],
  ['no amount', 'cpu_usage_percent', { cpu_usage_percent: 20 }, null],
])('knows the whole of an amount: %s', (_, key, metrics, whole) => {
  expect(wholeOf(key, metrics)).toEqual(whole)
})
