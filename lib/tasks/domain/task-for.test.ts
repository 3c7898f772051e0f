import { expect, it } from 'vitest'
import type { TaskOffer } from './task'
import { taskFor } from './task-for'

const offer = (name: string, risk: TaskOffer['risk'] = 'low'): TaskOffer => ({
  ...{ name, risk },
  params: { type: 'object', properties: {}, required: [], additionalProperties: false },
})
const all = [
  offer('collect_diagnostics'),
  offer('archive_data', 'high'),
  offer('clear_cache'),
  offer('restart_service', 'medium'),
]
const named = (name: string | null, advice: string | null, offers = all): string | null =>
  taskFor({ name, advice }, offers)?.name ?? null

it.each([
  // What the node itself advises, in its order.
  ['DISK_NEARING_CAPACITY', '426 of 500 GB used. Archive old data or clear the cache.', 'archive_data'],
  [
    'DISK_NEARING_CAPACITY',
    '91 % of the disk is used. Clear caches and old logs, or add space.',
    'clear_cache',
  ],
  ['HIGH_CPU_LOAD', 'Look at the busiest processes with collect_diagnostics.', 'collect_diagnostics'],
  // Else what the names say, the mildest first.
  ['disk_usage_gb', null, 'clear_cache'],
  ['MEMORY_PRESSURE', null, 'restart_service'],
  // Else a look around.
  ['NETWORK_SATURATED', null, 'collect_diagnostics'],
  [null, null, 'collect_diagnostics'],
])('%s, %s: %s', (name, advice, task) => expect(named(name, advice)).toBe(task))

it('offers only what the node offers', () => {
  expect(named('DISK_NEARING_CAPACITY', 'Clear the cache.', [offer('restart_service')])).toBeNull()
  expect(named('DISK_NEARING_CAPACITY', 'Clear the cache.', [])).toBeNull()
})
