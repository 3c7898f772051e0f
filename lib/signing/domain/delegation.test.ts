import { expect, it } from 'vitest'
import { at, delegationOf, plainKey } from '@/test/consent-signing'
import { covers, parseDelegation } from './delegation'

const [ben, dora] = ['did:web:example.org:ben', 'did:web:example.org:dora']
const [first, second, other] = [plainKey('ed25519'), plainKey('p256'), plainKey('p256')]
const signed = delegationOf(
  { person: ben, key: other },
  { person: dora, keys: [first.pinned, second.pinned] },
  { starts: at(0), until: at(10) },
)
const decision = { person: dora, key: second.pinned.key, decided_at: at(5) }

it('covers what its delegate decides with one of its keys, from its start until before its end', () => {
  const covered = (more: Partial<typeof decision>) => covers(signed.delegation, { ...decision, ...more })
  expect(covered({})).toBe(true)
  expect(covered({ key: first.pinned.key })).toBe(true)
  expect(covered({ key: other.pinned.key })).toBe(false)
  expect(covered({ person: ben })).toBe(false)
  const times = [-1, 0, 9, 10, 11].map((minutes) => covered({ decided_at: at(minutes) }))
  expect(times).toEqual([false, true, true, false, false])
})

it.each<[object, object | null]>([
  [{}, null],
  [{ to: ben }, { path: 'delegation.to', message: 'must be another person' }],
  [{ until: at(0) }, { path: 'delegation.until', message: 'must be after starts' }],
  [{ until: at(-1) }, { path: 'delegation.until', message: 'must be after starts' }],
])('of %j is refused with %j', (more, problem) => {
  const read = parseDelegation({ ...signed, delegation: { ...signed.delegation, ...more } })
  expect(read.ok ? null : read.problem).toEqual(problem)
})
