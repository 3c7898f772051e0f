import { expect, it } from 'vitest'
import type { SigningWays } from '@/lib/people/domain/signing-ways'
import { signingFor } from './signing-for'

const key = (key: string) => ({ key, kind: 'ed25519' as const, credential_id: null, rp_id: null })
const ways: SigningWays = {
  ...{ person: 'did:a:anna', keys: [key('pinned'), key('other')] },
  ...{ enrolsItself: true, unsigned: null },
}

it('signs with the keys that the node counts, and makes no new one', () => {
  const counted = signingFor({ counts: 'yes', keys: ['pinned'], why: '' }, ways)
  expect(counted).toEqual({ ...ways, keys: [key('pinned')], enrolsItself: false })
})

it('signs as always where the node counts none, or asks for none', () => {
  expect(signingFor({ counts: 'group', keys: [], why: '' }, ways)).toEqual(ways)
  expect(signingFor(null, ways)).toEqual(ways)
})
