import { describe, expect, it } from 'vitest'
import type { JsonValue } from '@/lib/kernel/json/json'
import { at, documentOf, entry, node, now } from '@/test/consent-signing'
import { policyOf } from '@/test/policies'
import { anna } from '@/test/signed-job'
import type { ApprovalDocument } from './document'
import { offerDigest } from './offer'
import type { Policy } from './policy'
import { fitsBound, type ParamBound } from './policy-bounds'
import { policyCovers, rateProblem } from './policy-covers'
import { isWithin } from './policy-windows'

const about: Policy = {
  ...policyOf({ person: anna, nodes: [node], offer_digests: [offerDigest(entry)] }),
  ...{ starts: at(-60), ends: at(60) },
}
const plain = documentOf({ window: null })

/** `ok`, or why the policy does not approve it. */
const reasonOf = (
  policy: Partial<Policy> = {},
  document: Partial<ApprovalDocument> = {},
  clock = now,
  grace = 0,
): string => {
  const covered = policyCovers({ ...about, ...policy }, { ...plain, ...document }, clock, grace)
  return covered.ok ? 'ok' : [covered.reason, covered.param].filter((part) => part !== null).join(' ')
}
const offer = plain.offer
const oneOf = (...values: (string | number | boolean)[]): Policy['params'] => ({
  days: { one_of: values, optional: false },
})

describe('a request', () => {
  it.each<[string, Partial<Policy>, Partial<ApprovalDocument>, string]>([
    ['inside', {}, {}, 'ok'],
    ['on another node', {}, { node: 'did:kos:griot:2' }, 'other_node'],
    ['for another task', {}, { task: 'restart' }, 'other_task'],
    ['of what the node offers otherwise', { offer_digests: ['a'.repeat(64)] }, {}, 'other_offer'],
    ['of what no node has announced', {}, { offer: null }, 'other_offer'],
    ['of high risk', {}, { offer: offer && { ...offer, risk: 'high' } }, 'high_risk'],
    ['of an unknown risk', {}, { offer: offer && { ...offer, risk: null } }, 'ok'],
    ['whose dry run went well', {}, { dry_run: { digest: 'a'.repeat(64), exit_code: 0 } }, 'ok'],
    ['whose dry run failed', {}, { dry_run: { digest: 'a'.repeat(64), exit_code: 1 } }, 'dry_run'],
    ['whose dry run took too long', {}, { dry_run: { digest: 'a'.repeat(64), exit_code: null } }, 'dry_run'],
    ['of the owner themselves', {}, { requester: anna }, 'own_request'],
    ['at the lower end', {}, { params: { days: 10 } }, 'ok'],
    ['below it', {}, { params: { days: 9.9 } }, 'param days'],
    ['at the upper end', {}, { params: { days: 60 } }, 'ok'],
    ['above it', {}, { params: { days: 61 } }, 'param days'],
    ['with text for a number', {}, { params: { days: '30' } }, 'param days'],
    ['with a value of the list', { params: oneOf('x', 30) }, {}, 'ok'],
    ['with none of it', { params: oneOf('30') }, {}, 'param days'],
    ['with a list', { params: oneOf(30) }, { params: { days: [30] } }, 'param days'],
    ['with null', { params: oneOf('null') }, { params: { days: null } }, 'param days'],
    ['with a parameter more', {}, { params: { days: 30, deep: true } }, 'param deep'],
    ['with one that objects have', {}, { params: { days: 30, constructor: 'x' } }, 'param constructor'],
    ['without one', {}, { params: {} }, 'param days'],
    [
      'without an optional one',
      { params: { days: { min: 1, max: null, optional: true } } },
      { params: {} },
      'ok',
    ],
    ['without an object', {}, { params: [30] }, 'param'],
  ])('%s', (_, policy, document, reason) => {
    expect(reasonOf(policy, document)).toBe(reason)
  })

  const window = { start: at(30), end: at(90), time_zone: 'UTC' }
  // 12:30 UTC on a Sunday.
  const sunday = (start: number, minutes: number) => ({
    windows: [{ weekdays: [7], start_minute: start, duration_minutes: minutes }],
  })
  it.each<[string, Partial<Policy>, Partial<ApprovalDocument>, number, string]>([
    ['a moment before the start', { starts: at(1) }, {}, 0, 'not_started'],
    ['the same with a clock that is off', { starts: at(1) }, {}, 60_000, 'ok'],
    ['at the end', { ends: at(0) }, {}, 0, 'ended'],
    ['the same with a clock that is off', { ends: at(0) }, {}, 1, 'ok'],
    ['with a window that begins after the end', { ends: at(30) }, { window }, 0, 'ended'],
    ['with a window that begins before it', { ends: at(31) }, { window }, 0, 'ok'],
    ['as a window opens', sunday(750, 1), {}, 0, 'ok'],
    ['before it opens', sunday(751, 1), {}, 0, 'outside_windows'],
    ['the same with a clock that is off', sunday(751, 1), {}, 60_000, 'ok'],
    ['as it closes', sunday(749, 1), {}, 0, 'outside_windows'],
    ['where its own window is inside', sunday(780, 1), { window }, 0, 'ok'],
    ['where it is not, though now is', sunday(750, 1), { window }, 0, 'outside_windows'],
  ])('%s', (_, policy, document, grace, reason) => {
    expect(reasonOf(policy, document, now, grace)).toBe(reason)
  })
})

it('a window of a day lasts until the same time of the next day, over the end of the week too', () => {
  const window = { weekdays: [7], start_minute: 750, duration_minutes: 1_440 }
  const minutes = [-1, 0, 1_439, 1_440, 10_079, 10_080]
  const open = minutes.filter((minute) => isWithin(window, now + minute * 60_000))
  expect(open).toEqual([0, 1_439, 10_080])
  expect(isWithin(window, Date.parse('1969-12-28T12:30:00Z'))).toBe(true)
  expect(isWithin(window, Date.parse('1969-12-28T12:29:00Z'))).toBe(false)
})

it.each<[ParamBound, JsonValue, boolean]>([
  [{ one_of: [0], optional: false }, -0, true],
  [{ one_of: [true], optional: false }, 'true', false],
  [{ min: 0, max: null, optional: false }, 1e300, true],
  [{ min: null, max: 0, optional: false }, -1, true],
  [{ min: null, max: 0, optional: false }, true, false],
])('%j and %j: %s', (bound, value, fits) => {
  expect(fitsBound(bound, value)).toBe(fits)
})

it('a rate leaves room until as many have used it', () => {
  const problem = (onNode: number, all: number) => rateProblem(about, { onNode, all })?.reason ?? 'ok'
  expect([problem(1, 9), problem(2, 9), problem(1, 10)]).toEqual(['ok', 'rate_on_node', 'rate'])
})
