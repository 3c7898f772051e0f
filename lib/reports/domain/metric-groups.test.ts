import { expect, it } from 'vitest'
import { findMetrics, groupMetrics } from './metric-groups'

const keys = [
  'cpu_usage_percent',
  'node_cpu_seconds_total{cpu="0",mode="idle"}',
  'node_cpu_seconds_total{cpu="1",mode="user"}',
  'node_filesystem_avail_bytes{mountpoint="/data/1"}',
  'node_filesystem_files{mountpoint="/data/1"}',
  'node_load1',
  'load',
]

it('groups metrics by how their names begin, and the rest together', () => {
  expect(groupMetrics(keys)).toEqual([
    { name: 'node_cpu', keys: keys.slice(1, 3) },
    { name: 'node_filesystem', keys: keys.slice(3, 5) },
    { name: 'Other', keys: ['cpu_usage_percent', 'node_load1', 'load'] },
  ])
  expect(groupMetrics([])).toEqual([])
})

it('finds metrics by words of name and labels', () => {
  expect(findMetrics(keys, 'CPU user')).toEqual([keys[2]])
  expect(findMetrics(keys, ' ')).toEqual(keys)
  expect(findMetrics(keys, 'mountpoint="/data/1" avail')).toEqual([keys[3]])
})
