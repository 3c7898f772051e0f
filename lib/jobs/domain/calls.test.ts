import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { pathOf } from '@/lib/kernel/json/json'
import { completion, failing, progress } from './agent-calls'
import {
  approval,
  cancellation,
  emergencyApproval,
  emergencyReview,
  jobRequest,
  rejection,
  resolution,
  retry,
  revision,
  withdrawal,
} from './calls'

const window = { start: '2026-11-24T22:00:00+01:00', end: '2026-11-24T23:00:00Z', time_zone: 'europe/berlin' }
const approval_hash = 'a'.repeat(64)
const reason = 'Nobody answers and it burns'
const claim_token = 'hk_x'

const fits: [string, z.ZodType, Record<string, unknown>][] = [
  ['request', jobRequest, { target_node_did: 'did:a:1', task_name: 'restart', reason, window }],
  ['approval', approval, { approval_hash }],
  ['rejection', rejection, { approval_hash, reason }],
  ['withdrawal', withdrawal, {}],
  ['cancellation', cancellation, {}],
  ['change', revision, { window: null }],
  ['retry', retry, { reason, window }],
  ['emergency approval', emergencyApproval, { approval_hash, reason }],
  ['review', emergencyReview, { verdict: 'justified', review: 'Yes' }],
  ['resolution', resolution, { outcome: 'Failed', reason }],
  ['progress', progress, { claim_token }],
  ['completion', completion, { claim_token }],
  ['failing', failing, { claim_token, message: 'It broke', cancelled: true }],
]

describe.each(fits)('a %s', (_, schema, body) => {
  it('is accepted', () => expect(schema.safeParse(body).error?.issues ?? []).toEqual([]))
  it('has no other fields', () => {
    for (const extra of ['status', 'approved_by', '__proto__x'])
      expect(schema.safeParse({ ...body, [extra]: 1 }).success).toBe(false)
  })
  it('is an object whose fields have the right types', () => {
    for (const none of [null, [], 'x', 7]) expect(schema.safeParse(none).success).toBe(false)
    for (const field of Object.keys(body))
      expect(schema.safeParse({ ...body, [field]: { $ne: 1 } }).success).toBe(false)
  })
})

it('converts times to UTC and spells zones as this runtime does', () => {
  expect(retry.parse({ reason, window }).window).toEqual({
    start: '2026-11-24T21:00:00.000Z',
    end: '2026-11-24T23:00:00.000Z',
    time_zone: 'Europe/Berlin',
  })
})

it.each<[string, z.ZodType, Record<string, unknown>, string]>([
  [
    'a window that ends when it starts',
    retry,
    { reason, window: { ...window, end: window.start } },
    'window.end',
  ],
  ['the year 275760', retry, { reason, expires_at: '+275760-01-01T00:00:00Z' }, 'expires_at'],
  ['the year 9999', retry, { reason, expires_at: '9999-01-01T00:00:00Z' }, 'expires_at'],
  ['a local time', retry, { reason, expires_at: '2026-11-24T22:00:00' }, 'expires_at'],
  [
    'a zone of 50,000 letters',
    retry,
    { reason, window: { ...window, time_zone: 'A'.repeat(50_000) } },
    'window.time_zone',
  ],
  [
    'a short reason for an emergency approval',
    emergencyApproval,
    { approval_hash, reason: 'x'.repeat(19) },
    'reason',
  ],
  ['an empty change', revision, { reason }, ''],
  ['a rejection without a reason', rejection, { approval_hash, reason: ' ' }, 'reason'],
  ['a hash in capitals', approval, { approval_hash: 'A'.repeat(64) }, 'approval_hash'],
  ['a hash with more before it', approval, { approval_hash: `a${approval_hash}` }, 'approval_hash'],
  ['an empty idempotency key', retry, { reason, idempotency_key: '' }, 'idempotency_key'],
  ['a long idempotency key', retry, { reason, idempotency_key: 'x'.repeat(201) }, 'idempotency_key'],
  ['an invalid outcome', resolution, { outcome: 'Lost', reason }, 'outcome'],
  ['a failure without a message', failing, { claim_token, message: '' }, 'message'],
])('%s is refused at its own path', (_, schema, body, path) => {
  const issues = schema.safeParse(body).error?.issues ?? []
  expect(issues.map((issue) => pathOf(issue.path))).toEqual([path])
})

it.each<[string, z.ZodType, Record<string, unknown>]>([
  ['the word for a job that cannot be reviewed', rejection, { approval_hash: 'unreadable', reason }],
  ['an idempotency key of one character', retry, { reason, idempotency_key: 'x' }],
  ['the longest idempotency key', retry, { reason, idempotency_key: 'x'.repeat(200) }],
  [
    'the shortest reason for an emergency approval',
    emergencyApproval,
    { approval_hash, reason: 'x'.repeat(20) },
  ],
  ['a change of the parameters alone', revision, { params: {} }],
  ['a change of the expiry alone', revision, { expires_at: window.start }],
])('takes %s', (_, schema, body) => {
  expect(schema.safeParse(body).error?.issues ?? []).toEqual([])
})

it('says which verdicts and outcomes there are', () => {
  const messageOf = (schema: z.ZodType, body: object) => schema.safeParse(body).error?.issues[0]?.message
  expect(messageOf(emergencyReview, { verdict: 'x', review: 'x' })).toBe('must be justified or not_justified')
  expect(messageOf(resolution, { outcome: 'x', reason })).toBe('must be Completed or Failed')
})

it('tells clients that parameters and signed decisions are objects', () => {
  const described = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  expect(described(revision)).toMatchObject({ properties: { params: { type: 'object' } } })
  expect(described(approval)).toMatchObject({ properties: { signed: { type: 'object' } } })
})
