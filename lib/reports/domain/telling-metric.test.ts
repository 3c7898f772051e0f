import { expect, it } from 'vitest'
import { isBetterHigh, metricOfCode } from './telling-metric'

const metrics = ['cpu_usage_percent', 'memory_usage_mb', 'disk_usage_gb', 'latency_ms', 'chain_peers_count']

it.each([
  ['DISK_NEARING_CAPACITY', 'disk_usage_gb'],
  ['HIGH_CPU', 'cpu_usage_percent'],
  ['memory-pressure', 'memory_usage_mb'],
  ['CHAIN_STALLED', 'chain_peers_count'],
  ['UNREACHABLE', null],
  [null, null],
])('%s is about %s', (code, metric) => expect(metricOfCode(code, metrics)).toBe(metric))

it('less of what is free is worse, and more of what is used', () => {
  for (const metric of ['disk_free_gb', 'node_filesystem_avail_bytes{mountpoint="/"}', 'chain_peers_count'])
    expect(isBetterHigh(metric), metric).toBe(true)
  for (const metric of ['disk_usage_gb', 'cpu_usage_percent', 'freeze_count'])
    expect(isBetterHigh(metric), metric).toBe(false)
})
