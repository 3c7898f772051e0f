import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { JsonObject } from '@/lib/kernel/json/json'
import type { Policy } from '@/lib/signing/domain/policy'
import { digest, policyOf } from '@/test/plain-policy'
import type { PastEnd, PastRequest } from './past-request'
import { mostNamed, Replaying } from './replay'

const hour = 3_600_000
/** A Tuesday. */
const start = Date.UTC(2026, 8, 1)

type Given = {
  hour: number
  node?: string
  params?: JsonObject
  offer?: string
  risk?: 'low' | 'high'
  wait?: number | null
  end?: Partial<PastEnd>
}

const request = ({ hour: after, node = 'did:test:a', params = {}, end, ...more }: Given, index = after) => ({
  ...{ jobId: `job-${index}`, node: { did: node, name: null }, requestedAt: start + after * hour },
  decidedAt: typeof more.wait === 'number' ? start + (after + more.wait) * hour : null,
  document: {
    ...{ task: 'restart_service', params, requester: 'did:test:requester', window: null },
    offer: {
      ...{ digest: more.offer ?? digest, risk: more.risk ?? 'low', command: null, params_schema: null },
      ...{ cwd: null, run_as: null, timeout_seconds: null, builtin: null },
    },
  },
  end: { status: 'Completed', verdict: null, message: null, ...end },
})

const replay = (policy: Policy, requests: readonly PastRequest[]) => {
  const replaying = new Replaying(policy)
  for (const one of requests) replaying.add(one)
  return replaying.result()
}

const anyRequest = fc.record({
  hour: fc.integer({ min: 0, max: 400 }),
  node: fc.constantFrom('did:test:a', 'did:test:b', 'did:test:c'),
  params: fc.constantFrom<JsonObject>(
    {},
    { n: 1 },
    { n: 5 },
    { n: 9 },
    { n: 5, mode: 'fast' },
    { n: 5, mode: 'slow' },
  ),
  offer: fc.constantFrom(digest, digest, 'b'.repeat(64)),
  risk: fc.constantFrom<'low' | 'high'>('low', 'low', 'high'),
  wait: fc.option(fc.integer({ min: -2, max: 90 })),
  end: fc.record({
    status: fc.constantFrom('Completed', 'Failed', 'Lost', 'Rejected', 'Expired', 'PendingApproval'),
    verdict: fc.constantFrom(null, 'fixed', 'worse'),
  }),
})

const anyRules = fc.record({
  most: fc.integer({ min: 1, max: 9 }),
  from: fc.integer({ min: 0, max: 23 }),
  hours: fc.integer({ min: 1, max: 24 }),
  days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
  onNode: fc.integer({ min: 1, max: 4 }),
  all: fc.integer({ min: 1, max: 6 }),
})
type Rules = typeof anyRules extends fc.Arbitrary<infer R> ? R : never

const policyWith = ({ most, from, hours, days, onNode, all }: Rules): Policy =>
  policyOf({
    nodes: ['did:test:a', 'did:test:b'],
    params: { n: { min: 2, max: most, optional: false }, mode: { one_of: ['fast'], optional: true } },
    windows: [{ weekdays: days, start_minute: from * 60, duration_minutes: hours * 60 }],
    rate: { per_node_per_day: onNode, per_day: all },
  })

/** The same, by the words of the rules alone: each request looks at the whole history before it again. */
function fold(history: Given[], { most, from, hours, days, onNode, all }: Rules) {
  const line = ({ hour: at, node, params, offer, risk }: Given): string | null => {
    const [n, mode] = [params?.n, params?.mode]
    if (node === 'did:test:c') return 'other_node'
    if (offer !== digest) return 'other_offer'
    if (risk === 'high') return 'high_risk'
    if (typeof n !== 'number' || n < 2 || n > most) return 'params.n'
    if (mode === 'slow') return 'params.mode'
    // Hours since the window opened, on the days on which it does.
    const open = [0, 1].some((back) => {
      const day = Math.floor(at / 24) - back
      const since = at - (day * 24 + from)
      return days.includes(((day + 8) % 7) + 1) && since >= 0 && since < hours
    })
    return open ? null : 'outside_windows'
  }
  const taken: { one: Given; id: string }[] = []
  const held: string[] = []
  history.forEach((one, index) => {
    const lately = taken.filter(({ one: before }) => one.hour - before.hour < 24)
    const used = lately.filter(({ one: { node } }) => node === one.node).length
    const by = line(one) ?? (used >= onNode ? 'rate_on_node' : lately.length >= all ? 'rate' : null)
    if (by === null) taken.push({ one, id: `job-${index}` })
    else held.push(by)
  })
  const failed = taken.filter(
    ({ one: { end } }) => end?.status === 'Failed' || end?.status === 'Lost' || end?.verdict === 'worse',
  )
  const rejected = taken.filter((one) => one.one.end?.status === 'Rejected' && !failed.includes(one))
  const waits = taken.flatMap(({ one: { wait } }) =>
    typeof wait === 'number' && wait >= 0 ? [wait * hour] : [],
  )
  return {
    ...{ total: history.length, approved: taken.length, failed: failed.length, rejected: rejected.length },
    held: Object.fromEntries(held.map((by) => [by, held.filter((other) => other === by).length])),
    toLookAt: [...failed.reverse(), ...rejected.reverse()].map(({ id }) => id),
    medianWait: waits.sort((a, b) => a - b)[Math.floor(waits.length / 2)] ?? null,
  }
}

it('equals a fresh fold over the history, whatever happened', () => {
  fc.assert(
    fc.property(fc.array(anyRequest, { maxLength: 60 }), anyRules, (given, rules) => {
      const history = given.sort((a, b) => a.hour - b.hour)
      const found = replay(
        policyWith(rules),
        history.map((one, index) => request(one, index)),
      )
      expect({
        ...{ total: found.total, approved: found.approved, medianWait: found.medianWait },
        ...{ failed: found.byOutcome.failed, rejected: found.byOutcome.rejected },
        held: Object.fromEntries(found.held.map(({ by, count }) => [by, count])),
        toLookAt: found.toLookAt.map(({ jobId }) => jobId),
      }).toEqual(fold(history, rules))
      const days = found.days.reduce((sum, { well, failed, other }) => sum + well + failed + other, 0)
      expect(days).toBe(found.approved)
    }),
    { numRuns: 300 },
  )
})

it('counts an approval against the rate until 24 hours have passed, and a request that waits not at all', () => {
  const policy = policyOf({ rate: { per_node_per_day: 1, per_day: 9 } })
  const found = replay(
    policy,
    [0, 1, 23.9, 24].map((after) => request({ hour: after })),
  )
  expect([found.approved, found.held]).toEqual([2, [{ by: 'rate_on_node', count: 2 }]])
})

it('tries a policy that only starts now on what was before', () => {
  const policy = policyOf({ starts: '2026-12-01T00:00:00.000Z', ends: '2026-12-02T00:00:00.000Z' })
  expect(replay(policy, [request({ hour: 0 })]).approved).toBe(1)
})

it('approves nothing without a document, and not what its owner requested', () => {
  const one = request({ hour: 0 })
  const own = { ...one, document: { ...one.document, requester: policyOf().person } }
  expect(replay(policyOf(), [{ ...one, document: null }, own]).held).toEqual([
    { by: 'no_document', count: 1 },
    { by: 'own_request', count: 1 },
  ])
})

it('shows failures before what a person rejected, the newest first, and names no more than it has to', () => {
  const failed = Array.from({ length: mostNamed + 1 }, (_, index) =>
    request({ hour: index, end: { status: 'Lost' } }),
  )
  const { toLookAt, byOutcome } = replay(policyOf(), [
    ...failed,
    request({ hour: 99, end: { status: 'Rejected' } }),
  ])
  expect(byOutcome.failed).toBe(mostNamed + 1)
  expect(toLookAt).toHaveLength(mostNamed + 1)
  expect(toLookAt[0]?.jobId).toBe(`job-${mostNamed}`)
  expect(toLookAt.at(-1)?.outcome).toBe('rejected')
})

it('says first what holds most, and puts each request on its day in UTC', () => {
  const found = replay(policyOf({ params: { n: { min: 1, max: null, optional: true } } }), [
    request({ hour: 0, params: { n: 0 } }),
    request({ hour: 23, params: { n: 0 } }),
    request({ hour: 24 }),
    request({ hour: 30, risk: 'high' }),
  ])
  expect(found.held).toEqual([
    { by: 'params.n', count: 2 },
    { by: 'high_risk', count: 1 },
  ])
  expect(found.days).toEqual([
    { day: start, well: 0, failed: 0, other: 0, held: 2 },
    { day: start + 24 * hour, well: 1, failed: 0, other: 0, held: 1 },
  ])
})
