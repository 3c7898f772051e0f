import { expect, it } from 'vitest'
import { unreadable } from '@/lib/jobs/domain/refusals'
import { approvalHash, approvalSubject, type HashedJob, hashOfJob } from './approval-hash'

const job: HashedJob = {
  target_node_did: 'did:kos:a',
  task_name: 'restart_service',
  params: { b: 1, a: 'x' },
  window_start: new Date('2026-01-01T00:00:00Z'),
  window_end: new Date('2026-01-01T01:00:00Z'),
  time_zone: 'UTC',
  expires_at: new Date('2026-01-02T00:00:00Z'),
}

it('is SHA-256 over the canonical JSON, so the order of keys does not matter', () => {
  const hash = hashOfJob(job)
  expect(hash).toMatch(/^[0-9a-f]{64}$/)
  expect(hashOfJob({ ...job, params: { a: 'x', b: 1 } })).toBe(hash)
  expect(approvalHash(approvalSubject(job))).toBe(hash)
})

it('changes with the node, a task, a parameter, the window or the expiry', () => {
  const hashes = [
    job,
    { ...job, target_node_did: 'did:kos:b' },
    { ...job, task_name: 'restart_service2' },
    { ...job, params: { a: 'x', b: 2 } },
    { ...job, params: { a: 'x ', b: 1 } },
    { ...job, params: null },
    { ...job, window_end: new Date('2026-01-01T01:00:01Z') },
    { ...job, window_start: null },
    { ...job, time_zone: 'Europe/Berlin' },
    { ...job, expires_at: null },
  ].map(hashOfJob)
  expect(new Set(hashes).size).toBe(hashes.length)
})

it('a job that cannot be reviewed has no hash to approve', () => {
  let deep: unknown = null
  for (let level = 0; level < 20_000; level += 1) deep = [deep]
  expect(hashOfJob({ ...job, params: deep })).toBe(unreadable)
  expect(hashOfJob({ ...job, params: { n: Number.POSITIVE_INFINITY } })).toBe(unreadable)
})
