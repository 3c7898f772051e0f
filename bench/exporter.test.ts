import { expect, it } from 'vitest'
import { chosenMetrics } from '@/lib/series/domain/chosen-metrics'
import { exporterMetrics, manyMetricsAt } from './exporter'

it('names the 978 metrics of a big machine, of which the page draws the ones that every node sends', () => {
  const names = exporterMetrics('.')
  expect(new Set(names).size).toBe(978)
  expect(names).toContain('node_cpu_seconds_total{cpu="31",mode="iowait"}')
  expect(names).toContain('node_filesystem_files_free{mountpoint="/data/0"}')
  expect(names).toContain('node_network_receive_errs_total{device="eth39"}')
  const { metrics } = manyMetricsAt('did:hakim:bench:exporter', names, 1_700_000_000)
  expect(Object.keys(Object(metrics)).sort()).toEqual([...names].sort())
  const drawn = ['cpu_usage_percent', 'memory_usage_mb', 'disk_usage_gb', 'network_io_kbps']
  expect(chosenMetrics([], names)).toEqual(drawn)
})
