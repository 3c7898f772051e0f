import { expect, it } from 'vitest'
import { did } from '@/lib/kernel/did/did'
import { hashPassword, newPersonDid, newToken, sameDigest, tokenDigest, verifyPassword } from './credentials'

it('hashes passwords with argon2id and verifies only the right one', async () => {
  const hashed = await hashPassword('correct horse battery')
  expect(hashed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await verifyPassword(hashed, 'correct horse battery')).toBe(true)
  expect(await verifyPassword(hashed, 'correct horse batterz')).toBe(false)
})

it('makes tokens of 256 bits that differ', () => {
  const token = newToken()
  expect(token).toMatch(/^hk_[A-Za-z0-9_-]{43}$/)
  expect(Buffer.from(token.slice(3), 'base64url')).toHaveLength(32)
  expect(newToken()).not.toBe(token)
  expect(sameDigest(tokenDigest(token), tokenDigest(token))).toBe(true)
  expect(sameDigest(tokenDigest(token), tokenDigest(newToken()))).toBe(false)
  expect(sameDigest(tokenDigest(token), Buffer.alloc(3))).toBe(false)
})

it('makes a did:key of an Ed25519 key', () => {
  const made = newPersonDid()
  // In base58btc, 0xed 0x01 and 32 bytes always begin with z6Mk and have 48 characters.
  expect(made).toMatch(/^did:key:z6Mk[1-9A-HJ-NP-Za-km-z]{44}$/)
  expect(did.safeParse(made).success).toBe(true)
  expect(newPersonDid()).not.toBe(made)
})
