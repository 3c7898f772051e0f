import { expect, it } from 'vitest'
import { delegationOf, node, plainKey } from '@/test/consent-signing'
import { checkDelegation } from './check-delegation'

const [ben, dora, eve] = ['did:web:example.org:ben', 'did:web:example.org:dora', 'did:web:example.org:eve']
const [key, other] = [plainKey('ed25519'), plainKey('p256')]
const genuine = delegationOf({ person: ben, key }, { person: dora, keys: [] })
const expected = { node, from: ben, to: dora, keys: [other.pinned, key.pinned] }

const said = (value: unknown, more: Partial<typeof expected> = {}): unknown => {
  const check = checkDelegation(value, { ...expected, ...more })
  return check.ok ? check.signed : check.message
}

it('takes the delegation that an owner has signed with one of their keys', () => {
  expect(said(genuine)).toEqual(genuine)
})

it('refuses any other, and says why', () => {
  expect(said({})).toMatch(/^does not have its form: delegation /)
  expect(said(genuine, { node: 'did:kos:2' })).toBe(`is for the node ${node}`)
  expect(said(genuine, { from: eve })).toBe(`is from ${ben}`)
  expect(said(genuine, { to: eve })).toBe(`is to ${dora}`)
  expect(said(genuine, { keys: [other.pinned] })).toBe(
    `is signed with ${key.pinned.key}, which is not an enrolled key of ${ben}`,
  )
  const changed = { ...genuine, delegation: { ...genuine.delegation, to_keys: [other.pinned] } }
  expect(said(changed)).toBe('does not stand: The signature is not of this key over this content.')
})
