import { expect, it } from 'vitest'
import { emergencyKey, pinnedKey } from './pinned-key'

const key = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'
const [rp_id, origin] = ['hakim.example.org', 'https://hakim.example.org']
const passkey = { key, rp_id, origins: [origin] }
const person = 'did:web:example.org:dora'

it.each<[boolean, object]>([
  [true, { key }],
  [true, passkey],
  [true, { ...passkey, origins: ['https://login.hakim.example.org', 'https://hakim.example.org:8443'] }],
  [true, { ...passkey, rp_id: 'localhost', origins: ['http://localhost:3000'] }],
  [false, { key: 'did:web:example.org' }],
  [false, { ...passkey, key: 'did:web:example.org' }],
  [false, { key, more: 1 }],
  [false, { ...passkey, more: 1 }],
  [false, { key, rp_id }],
  [false, { key, origins: [origin] }],
  [false, { ...passkey, origins: [] }],
  [false, { ...passkey, origins: Array(11).fill(origin) }],
  [false, { ...passkey, origins: [origin, 'https://evil.org'] }],
  [false, { ...passkey, origins: ['https://evilhakim.example.org'] }],
  [false, { ...passkey, origins: ['https://hakim.example.org.evil.org'] }],
  [false, { ...passkey, origins: ['https://example.org'] }],
  [false, { ...passkey, origins: ['https://hakim.example.org/'] }],
  [false, { ...passkey, origins: ['https://HAKIM.example.org'] }],
  [false, { ...passkey, origins: ['https://hakim.example.org:443'] }],
  [false, { ...passkey, origins: ['hakim.example.org'] }],
  [false, { ...passkey, rp_id: 'Hakim.example.org' }],
  // Hosts that a URL may have and a relying party may not.
  [false, { ...passkey, rp_id: '[::1]', origins: ['http://[::1]'] }],
  [false, { ...passkey, rp_id: 'a_b', origins: ['http://a_b'] }],
  [false, { ...passkey, rp_id: '_ab', origins: ['http://_ab'] }],
  [false, { ...passkey, rp_id: 'ab_', origins: ['http://ab_'] }],
])('%j: a key is %j', (ok, value) => {
  expect(pinnedKey.safeParse(value).success).toBe(ok)
  expect(emergencyKey.safeParse({ person, ...value }).success).toBe(ok)
})

it('a key for emergencies names its person, and no other does', () => {
  expect(emergencyKey.safeParse({ key }).success).toBe(false)
  expect(pinnedKey.safeParse({ key, person }).success).toBe(false)
})

it('that fits neither form is told both', () => {
  const { error } = pinnedKey.safeParse({ ...passkey, origins: ['https://evil.org'] })
  expect(error?.issues[0]?.message).toContain('{key, rp_id, origins}')
})
