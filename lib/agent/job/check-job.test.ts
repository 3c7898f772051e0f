import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import type { AgentTask } from '@/lib/agent/host/task'
import { approvalDocument } from '@/lib/jobs/domain/refusals'
import { canonicalJson } from '@/lib/kernel/json/json'
import { type ClaimedJob, checkJob, opensInMs } from './check-job'

const me = 'did:kos:griot:1'
const noon = Date.parse('2026-11-24T12:00:00Z')
const task: AgentTask = {
  offer: {
    name: 'restart',
    params: {
      type: 'object',
      properties: { n: { type: 'number' } },
      required: [],
      additionalProperties: false,
    },
  },
  run: async () => ({ ok: true, message: 'done' }),
}

/** A claim with the hash of its content, unless another one is given. */
function claim(more: Partial<ClaimedJob> = {}): ClaimedJob {
  const subject = {
    target_node_did: me,
    task_name: 'restart',
    params: { n: 1 },
    window: null,
    expires_at: '2026-11-25T00:00:00.000Z',
    ...more,
  }
  const document = approvalDocument({ ...subject, params: subject.params ?? null })
  const approval_hash = createHash('sha256').update(canonicalJson(document)).digest('hex')
  return { job_id: '3f0e7a4e-0f8e-4d55-9a53-000000000000', approval_hash, ...subject, ...more }
}
const verdict = (job: ClaimedJob, now = noon): string => {
  const checked = checkJob(job, me, [task], now)
  return checked.ok ? 'runs' : checked.message
}
const window = { start: '2026-11-24T12:00:00.000Z', end: '2026-11-24T13:00:00.000Z', time_zone: 'UTC' }
const minutes = (n: number): number => noon + n * 60_000

it('runs what was approved, with its window and expiry', () => {
  expect(verdict(claim())).toBe('runs')
  expect(verdict(claim({ window }))).toBe('runs')
  expect(verdict(claim({ expires_at: null }))).toBe('runs')
})

it.each<[string, Partial<ClaimedJob>]>([
  ['parameters', { params: { n: 2 } }],
  ['a window', { window }],
  ['an expiry', { expires_at: '2026-11-26T00:00:00.000Z' }],
  ['a task', { task_name: 'restart' }],
])('refuses %s that was not approved', (_, more) => {
  const { approval_hash } = claim({ params: { n: 3 }, window: { ...window, time_zone: 'Europe/Berlin' } })
  expect(verdict({ ...claim(), ...more, approval_hash })).toContain('The job differs from what was approved')
})

it.each<[string, number, string]>([
  ['three minutes before its window', minutes(-3), 'opens at 2026-11-24T12:00:00.000Z'],
  ['a minute before its window', minutes(-1), 'runs'],
  ['a minute after its window', minutes(61), 'runs'],
  ['three minutes after its window', minutes(63), 'ended at 2026-11-24T13:00:00.000Z'],
])('%s', (_, now, answer) => {
  expect(verdict(claim({ window }), now)).toContain(answer)
})

it.each([
  ['an open window', 0, 0],
  ['one that opens in two minutes', -2, 0],
  ['one that opens in three minutes', -3, 1],
  ['one that opens in 17 minutes', -17, 15],
  ['one that opens in 18 minutes: too long', -18, 0],
])('waits for %s', (_, at, wait) => {
  expect(opensInMs(claim({ window }), minutes(at))).toBe(wait * 60_000)
  expect(opensInMs(claim(), minutes(at))).toBe(0)
})

it.each<[string, number, string]>([
  ['a minute after it expired', minutes(1), 'runs'],
  ['three minutes after it expired', minutes(3), 'expired at 2026-11-24T12:00:00.000Z'],
])('%s', (_, now, answer) => {
  expect(verdict(claim({ expires_at: '2026-11-24T12:00:00.000Z' }), now)).toContain(answer)
})

it('refuses an invalid time', () => {
  expect(verdict(claim({ expires_at: 'soon' }))).toContain('expired at soon')
  expect(verdict(claim({ window: { ...window, start: '' } }))).toContain('opens at')
  expect(verdict(claim({ window: { ...window, end: 'never' } }))).toContain('ended at never')
})
