import { generateKeyPairSync } from 'node:crypto'
import { expect, it } from 'vitest'
import { didOfKey, keyOfDid } from './did-key'

it('writes the key from the test vectors of the did:key method (Ed25519)', () => {
  const key = Buffer.from('2e6fcce36701dc791488e0d0b1745cc1e33a4c1c9fcc41c63bd343dbbe0970e6', 'hex')
  const did = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'
  expect(didOfKey(key)).toBe(did)
  expect(keyOfDid(did)).toEqual(Uint8Array.from(key))
})

it('reads back what it wrote, for any key', () => {
  for (let n = 0; n < 50; n += 1) {
    const { publicKey } = generateKeyPairSync('ed25519')
    const raw = Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' }).subarray(-32))
    expect(keyOfDid(didOfKey(raw))).toEqual(raw)
  }
  expect(keyOfDid(didOfKey(new Uint8Array(32)))).toEqual(new Uint8Array(32))
})

it.each([
  '',
  'did:key:z6Mk',
  'did:web:example.org',
  `did:key:z6Mk${'0'.repeat(44)}`,
  `did:key:z6Mk${'z'.repeat(45)}`,
  // A key of another kind (X25519).
  'did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc',
])('%s is not an Ed25519 key', (did) => {
  expect(keyOfDid(did)).toBeNull()
})
