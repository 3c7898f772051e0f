import { describe, expect, it } from 'vitest'
import type { AgentTask } from '@/lib/agent/host/task'
import { type ApprovalDocument, documentDigest } from '@/lib/signing/domain/document'
import { offerOf } from '@/lib/signing/domain/offer'
import { type CheckSettings, type ClaimedJob, checkJob, claimSchema, opensInMs } from './check-job'

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

const offered = offerOf({ name: 'restart', params: task.offer.params })
if (!offered.ok) throw new Error('the entry has no offer')

const approved: ApprovalDocument = {
  version: 3,
  job_id: '3f0e7a4e-0f8e-4d55-9a53-000000000000',
  revision: 1,
  nonce: 'AAAAAAAAAAAAAAAAAAAAAA',
  node: me,
  requester: 'did:kos:ada',
  reason_digest: null,
  task: 'restart',
  params: { n: 1 },
  offer: offered.value,
  window: null,
  expires_at: '2026-11-25T00:00:00.000Z',
}

/** A claim of what this document says. */
function claim(more: Partial<ApprovalDocument> = {}): ClaimedJob {
  const document = { ...approved, ...more }
  const { job_id, node: target_node_did, task: task_name, params, window, expires_at } = document
  return {
    ...{ job_id, target_node_did, task_name, params, window, expires_at, document },
    approval_hash: documentDigest(document),
    votes: [],
    delegations: [],
  }
}
const settings: CheckSettings = {
  tasks: [task],
  pins: null,
  ran: () => false,
  tried: () => null,
  used: () => ({ revision: 0, started: 0 }),
}
const verdict = (job: ClaimedJob, now = noon, more: Partial<CheckSettings> = {}): string => {
  const checked = checkJob(job, me, { ...settings, ...more }, now)
  if (checked.ok) return 'runs'
  const { code, expected, seen } = checked.result.consent
  const sentence = `Consent could not be verified (${code}): `
  expect(checked.message.slice(0, sentence.length)).toBe(sentence)
  expect(checked.message).toContain(`Expected: ${expected}. Seen: ${seen}. Nothing was run.`)
  return `${code}: ${checked.message}`
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
  const other = claim({ params: { n: 3 }, window: { ...window, time_zone: 'Europe/Berlin' } })
  const { document, approval_hash } = other
  expect(verdict({ ...claim(), ...more, document, approval_hash })).toMatch(
    /^job_differs: .*differs from what was approved/,
  )
})

it.each<[string, Partial<ClaimedJob>, string]>([
  ['no hash', { approval_hash: null }, 'job_differs: .*approval hash'],
  ['no document', { document: undefined }, 'document_missing: .*came without its approval document'],
  ['the hash of another', { approval_hash: 'a'.repeat(64) }, 'job_differs: .*approval hash'],
  ['a document of version 2', { document: { ...approved, version: 2 } }, 'document_version: .*version 3'],
  ['one with more in it', { document: { ...approved, more: 1 } }, 'document_version: '],
  ['a job for another node', { target_node_did: 'did:kos:griot:2' }, 'other_node: .*did:kos:griot:2'],
  ['a task that it does not offer', { task_name: 'format' }, 'job_differs: .*format'],
])('refuses %s', (_, more, answer) => {
  expect(verdict({ ...claim(), ...more })).toMatch(new RegExp(`^${answer}`))
})

it('refuses what its command cannot be built from, before anything runs', () => {
  const entry = { name: 'restart', params: task.offer.params, command: ['/bin/echo', '{n}'] }
  const offer = offerOf(entry)
  if (!offer.ok) throw new Error('the entry has no offer')
  const tasks = [{ ...task, offer: entry }]
  const check = (n: number) => verdict(claim({ params: { n }, offer: offer.value }), noon, { tasks })
  expect(check(4)).toBe('runs')
  expect(check(-4)).toMatch(/^params_unfit: .*params\.n begins with "-" and \/bin\/echo would read it/)
})

it('refuses an approved task that it does not offer, or no longer, and parameters that no longer fit', () => {
  expect(verdict(claim({ task: 'format' }))).toMatch(/^offer_differs: .*the task format on this node/)
  expect(verdict(claim(), noon, { tasks: [] })).toMatch(/^offer_differs: .*restart/)
  expect(verdict(claim({ params: { n: 'x' } }))).toMatch(/^params_unfit: .*params\.n must be a number/)
  expect(verdict(claim({ params: { n: 'x', m: 1 } }))).toMatch(/Seen: params\.\S+ .+; params\.\S+ /)
})

it('tells programs the code, what was expected and what was seen', () => {
  expect(checkJob({ ...claim(), approval_hash: undefined }, me, settings, noon)).toEqual({
    ok: false,
    refused: true,
    message: expect.stringMatching(/^Consent could not be verified \(job_differs\): .* Nothing was run\.$/),
    result: {
      consent: {
        code: 'job_differs',
        expected: `approval hash "${documentDigest(approved)}"`,
        seen: '""',
      },
    },
  })
})

it('gives the task, the parameters and the document that it has checked', () => {
  expect(checkJob(claim(), me, settings, noon)).toEqual({
    ...{ ok: true, task, params: { n: 1 }, document: approved, policies: [] },
  })
})

describe('what the server answers to a claim', () => {
  const job = {
    job_id: approved.job_id,
    ...{ target_node_did: me, task_name: 'restart' },
  }
  const isRead = (answer: unknown): boolean => claimSchema.safeParse(answer).success

  it('is read with what it leaves out', () => {
    expect(claimSchema.parse({ job: null })).toEqual({ job: null, lease_seconds: 45 })
    expect(claimSchema.parse({ job, claim_token: 'hk_1', other_agent: null, lease_seconds: 3 })).toEqual({
      job: { ...job, window: null, expires_at: null },
      ...{ claim_token: 'hk_1', other_agent: null, lease_seconds: 3 },
    })
    const whole = { ...claim({ window }), approval_hash: null }
    expect(claimSchema.parse({ job: whole }).job).toEqual(whole)
  })

  it.each<[string, object]>([
    ['no job', {}],
    ['a job id that is none', { job: { ...job, job_id: 'x' } }],
    ['no node', { job: { ...job, target_node_did: undefined } }],
    ['no task', { job: { ...job, task_name: undefined } }],
    ['a window without an end', { job: { ...job, window: { start: '', time_zone: '' } } }],
    ['a window without a start', { job: { ...job, window: { end: '', time_zone: '' } } }],
    ['a window without a zone', { job: { ...job, window: { end: '', start: '' } } }],
    ['a lease that is too short', { job, lease_seconds: 2.9 }],
    ['a lease of more than a day', { job, lease_seconds: 86_401 }],
    ['a token that is not text', { job, claim_token: 1 }],
    ['a host that is not text', { job, other_agent: 1 }],
  ])('is refused with %s', (_, answer) => {
    expect(isRead(answer)).toBe(false)
  })

  it('may be a lease of a day', () => {
    expect(isRead({ job, lease_seconds: 86_400 })).toBe(true)
  })
})

it('refuses what was started here before, also without pins', () => {
  expect(verdict(claim(), noon, { ran: (_, revision) => revision === 1 })).toMatch(/^replayed: /)
  expect(verdict(claim(), noon, { ran: (_, revision) => revision === 2 })).toBe('runs')
})

it.each<[string, ApprovalDocument['offer']]>([
  ['none', null],
  ['another command', { ...offered.value, command: ['/bin/other'] }],
  ['another digest', { ...offered.value, digest: 'b'.repeat(64) }],
  ['another risk', { ...offered.value, risk: 'low' }],
])('refuses a document whose offer is %s', (_, offer) => {
  expect(verdict(claim({ offer }))).toMatch(/^offer_differs: .*The task has changed on this node/)
})

it.each<[string, number, string]>([
  [
    'three minutes before its window',
    minutes(-3),
    'not_yet: .*a time from 2026-11-24T12:00:00.000Z.*2026-11-24T11:57:00.000Z on this node',
  ],
  ['a minute before its window', minutes(-1), 'runs'],
  ['a minute after its window', minutes(61), 'runs'],
  ['three minutes after its window', minutes(63), 'too_late: .*ends at 2026-11-24T13:00:00.000Z'],
])('%s', (_, now, answer) => {
  expect(verdict(claim({ window }), now)).toMatch(new RegExp(`^${answer}`))
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
  expect(opensInMs(claim({ window: { ...window, start: 'never' } }), minutes(at))).toBe(0)
})

it.each<[string, number, string]>([
  ['a minute after it expired', minutes(1), 'runs'],
  ['three minutes after it expired', minutes(3), 'too_late: .*expires at 2026-11-24T12:00:00.000Z'],
])('%s', (_, now, answer) => {
  expect(verdict(claim({ expires_at: '2026-11-24T12:00:00.000Z' }), now)).toMatch(new RegExp(`^${answer}`))
})

it('refuses an invalid time', () => {
  expect(verdict(claim({ expires_at: 'soon' }))).toContain('expires_at must be a time')
  expect(verdict(claim({ window: { ...window, start: '' } }))).toContain('window.start must be a time')
  expect(verdict(claim({ window: { ...window, end: 'never' } }))).toContain('window.end must be a time')
})
