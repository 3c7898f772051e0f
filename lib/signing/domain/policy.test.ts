import { describe, expect, it } from 'vitest'
import { at, entry, node, plainKey } from '@/test/consent-signing'
import { policyOf, signedBy } from '@/test/policies'
import { anna, rita } from '@/test/signed-job'
import { checkPolicy } from './check-policy'
import { offerDigest } from './offer'
import { type Policy, parsePolicy, policyDigest } from './policy'

const about: Policy = {
  ...policyOf({ person: anna, nodes: [node], offer_digests: [offerDigest(entry)] }),
  ...{ policy_id: '0198a1b2-0000-7000-8000-00000000000a', starts: at(-60), ends: at(60) },
}
const days = about.params.days ?? {}
const window = { weekdays: [1, 7], start_minute: 1_439, duration_minutes: 1_440 }
const problemOf = (value: unknown): string => {
  const parsed = parsePolicy(value)
  return parsed.ok ? 'ok' : `${parsed.problem.path} ${parsed.problem.message}`
}

it('has one digest, by which others can check theirs', () => {
  expect(policyDigest(about)).toBe('754fa43953038aa6e36a393d1597c9d09d4d5c8985dc81d99fd02d8ab80259fe')
  expect(parsePolicy(about)).toEqual({ ok: true, value: about })
})

describe('a policy without its form', () => {
  it.each<[string, object, RegExp]>([
    ['another version', { version: 2 }, /^version /],
    ['no id', { policy_id: 'x' }, /^policy_id /],
    ['revision 0', { revision: 0 }, /^revision /],
    ['no node', { nodes: [] }, /^nodes /],
    ['a node twice', { nodes: [node, node] }, /^nodes must be sorted, each once/],
    ['nodes in another order', { nodes: ['did:b', 'did:a'] }, /^nodes must be sorted/],
    ['too many nodes', { nodes: Array.from({ length: 501 }, (_, n) => `did:${1_000 + n}`) }, /^nodes /],
    ['no digest', { offer_digests: ['x'] }, /^offer_digests/],
    [
      'a bound without a limit',
      { params: { days: { min: null, max: null, optional: false } } },
      /min or a max/,
    ],
    [
      'a range upside down',
      { params: { days: { min: 2, max: 1, optional: false } } },
      /must not be below min/,
    ],
    ['a bound of both kinds', { params: { days: { ...days, one_of: [1] } } }, /^params/],
    ['no value', { params: { days: { one_of: [], optional: false } } }, /^params/],
    ['a value twice', { params: { days: { one_of: [1, 1], optional: false } } }, /each value once/],
    ['a value that is no scalar', { params: { days: { one_of: [null], optional: false } } }, /^params/],
    ['an unsaid optional', { params: { days: { one_of: [1] } } }, /^params/],
    ['a weekday 8', { windows: [{ ...window, weekdays: [8] }] }, /^windows/],
    [
      'weekdays in another order',
      { windows: [{ ...window, weekdays: [7, 1] }] },
      /must be sorted, each day once/,
    ],
    ['a window of over a day', { windows: [{ ...window, duration_minutes: 1_441 }] }, /^windows/],
    ['a rate of none', { rate: { per_node_per_day: 0, per_day: 1 } }, /^rate/],
    ['an end before its start', { ends: at(-61) }, /^ends must be after starts/],
    [
      'over a year',
      { ends: new Date(Date.parse(about.starts) + 366 * 86_400_000 + 1).toISOString() },
      /at most 366/,
    ],
    ['a time in another form', { starts: '2026-11-29T12:00:00Z' }, /^starts /],
    ['one member more', { name: 'x' }, /name/],
  ])('%s', (_, more, problem) => {
    expect(problemOf({ ...about, ...more })).toMatch(problem)
  })

  it('at its limits has it', () => {
    const most = {
      windows: [window],
      ends: new Date(Date.parse(about.starts) + 366 * 86_400_000).toISOString(),
      nodes: Array.from({ length: 500 }, (_, n) => `did:${1_000 + n}`),
    }
    expect(problemOf({ ...about, ...most })).toBe('ok')
  })
})

describe('a signed policy', () => {
  const [key, other] = [plainKey('ed25519'), plainKey('p256')]
  const signed = signedBy(about, key)
  const owner = { person: anna, keys: [key.pinned] }
  it('counts by a key of its owner alone, as it was signed', () => {
    expect(checkPolicy(signed, owner)).toMatchObject({ ok: true, signed })
    expect(checkPolicy(signed, { ...owner, person: rita })).toMatchObject({ message: `is of ${anna}` })
    expect(checkPolicy(signed, { ...owner, keys: [other.pinned] })).toMatchObject({ ok: false })
    expect(checkPolicy({ ...signed, policy: { ...about, revision: 2 } }, owner)).toMatchObject({ ok: false })
    expect(checkPolicy({ ...signed, more: 1 }, owner)).toMatchObject({ ok: false })
  })
})
