import { expect, it } from 'vitest'
import { sha256 } from '@/lib/audit/db/hash'
import { checkpointKey, signatureCheck } from './signing'

const key = checkpointKey('the secret of an installation')
const hash = sha256(null, 'a checkpoint')

it('the same secret gives the same key, another secret another key', () => {
  expect(checkpointKey('the secret of an installation').did).toBe(key.did)
  expect(checkpointKey('the secret of an installation.').did).not.toBe(key.did)
  expect(key.did).toMatch(/^did:key:z6Mk/)
})

it('a signature is valid for its hash and its key only', () => {
  const other = checkpointKey('another')
  const signature = key.sign(hash)
  expect(signatureCheck([key.did])(hash, signature)).toBe(true)
  expect(signatureCheck([other.did, key.did])(hash, signature)).toBe(true)
  expect(signatureCheck([other.did])(hash, signature)).toBe(false)
  expect(signatureCheck([key.did])(sha256(null, 'another checkpoint'), signature)).toBe(false)
  for (const bad of ['', '00', signature.slice(2), 'zz'.repeat(64)])
    expect(signatureCheck([key.did])(hash, bad)).toBe(false)
})

it('a DID of another method is not a key', () => {
  expect(() => signatureCheck(['did:web:example.org'])).toThrow(/is not the did:key of an Ed25519 key/)
})

it('hashes the bytes of the prefix before the text', () => {
  expect(sha256(null, 'a')).toBe('ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb')
  expect(sha256('61', '')).toBe(sha256(null, 'a'))
})
