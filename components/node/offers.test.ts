import { expect, it } from 'vitest'
import type { TaskOffer } from '@/lib/tasks/domain/task'
import { offerForAlert, offerForDiagnosis, offerForForecast } from './offers'

const task = (name: string): TaskOffer => ({
  name,
  params: { type: 'object', properties: {}, required: [], additionalProperties: false },
})
const since = '2026-11-28T10:41:00.000Z'
const at = Date.parse(since) / 1_000
const node = {
  ...{ did: 'did:kos:griot:1', state: 'Warning', retired: null, since },
  tasks: [task('clear_cache'), task('archive_data'), task('restart_service')],
  diagnosis: { code: 'DISK_NEARING_CAPACITY', recommendation: 'Archive old data.' },
  now: { disk_usage_gb: 426, memory_usage_mb: 9_000 },
}
const queryOf = (offer: { href: string } | null) =>
  Object.fromEntries(new URL(offer?.href ?? '', 'http://h').searchParams)

it('a diagnosis offers its task from the moment since when it is there', () => {
  expect(queryOf(offerForDiagnosis(node, 'Africa/Cairo'))).toMatchObject({
    ...{ node: node.did, task: 'archive_data', at: '2026-11-28T10:41:00Z', metric: 'disk_usage_gb' },
    reason: expect.stringContaining('12:41 (Africa/Cairo). Archive old data.'),
  })
  expect(offerForDiagnosis({ ...node, diagnosis: null }, 'UTC')).toBeNull()
})

it('an alert or forecast on the metric of the diagnosis has its task, others have their own', () => {
  const disk = { metric: 'disk_usage_gb', what: 'Disk over 420 GB', from: at }
  expect(offerForAlert(node, disk, 'UTC')?.task).toBe('archive_data')
  const memory = { metric: 'memory_usage_mb', what: 'Memory over 8 GB', from: at }
  expect(offerForAlert(node, memory, 'UTC')?.task).toBe('restart_service')
  const full = { metric: 'disk_usage_gb', text: 'Full in 9–11 d', at }
  expect(queryOf(offerForForecast(node, full, 'UTC'))).toMatchObject({
    task: 'archive_data',
    reason: expect.stringMatching(/^Disk: Full in 9–11 d at this pace, as of .* 10:41 \(UTC\)\.$/),
  })
})

it('a node that is silent or retired offers nothing', () => {
  const retired = { at: since, by: null, reason: 'gone' }
  for (const away of [
    { ...node, state: 'Silent' },
    { ...node, retired },
  ])
    expect(offerForDiagnosis(away, 'UTC')).toBeNull()
})
