import { createECDH, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { toBase58 } from '@/lib/kernel/did/base58'
import { fromHex, toBase64url, toBytes32, toHex } from './bytes'
import { type DidKeyProblem, keyOfBytes, keyOfJwk, readDidKey } from './did-key'

const codeOf = (did: string): DidKeyProblem | 'ok' => {
  const read = readDidKey(did)
  return read.ok ? 'ok' : read.code
}
const didOf = (prefix: string, hex: string): string => `did:key:z${toBase58(fromHex(prefix + hex))}`
const ed25519 = (hex: string): string => didOf('ed01', hex)
const p256 = (hex: string): string => didOf('8024', hex)

/** y in 32 bytes, little-endian. */
const ofY = (y: bigint): string => toHex(toBytes32(y).reverse())
const p = 2n ** 255n - 19n
const p256Field = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn

describe('the vectors of the did:key method', () => {
  it('Ed25519', () => {
    const read = readDidKey('did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK')
    expect(read.ok && toHex(read.key.bytes)).toBe(
      '2e6fcce36701dc791488e0d0b1745cc1e33a4c1c9fcc41c63bd343dbbe0970e6',
    )
  })

  it('P-256', () => {
    const read = readDidKey('did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169')
    expect(read.ok && read.key.jwk).toEqual({
      kty: 'EC',
      crv: 'P-256',
      x: 'fyNYMN0976ci7xqiSdag3buk-ZCwgXU4kz9XNkBlNUI',
      y: 'hW2ojTNfH7Jbi8--CJUo3OCbH3y5n91g-IMA9MLMbTU',
    })
  })
})

describe('any key that Node makes', () => {
  it.each(['ed25519', 'p256'] as const)('%s comes back as it was', (curve) => {
    for (let n = 0; n < 50; n += 1) {
      const { publicKey } =
        curve === 'ed25519'
          ? generateKeyPairSync('ed25519')
          : generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const jwk = publicKey.export({ format: 'jwk' })
      const read = keyOfJwk(jwk)
      if (!read.ok) throw new Error(read.code)
      expect(read.key.jwk).toEqual(jwk)
      expect(readDidKey(read.key.did)).toEqual(read)
      expect(createPublicKey({ key: read.key.jwk, format: 'jwk' }).equals(publicKey)).toBe(true)
    }
  })

  it('a point is compressed as Node does it', () => {
    const ecdh = createECDH('prime256v1')
    for (let n = 0; n < 20; n += 1) {
      ecdh.generateKeys()
      const read = readDidKey(p256(ecdh.getPublicKey('hex', 'compressed')))
      const jwk = read.ok && read.key.jwk
      const both = jwk && 'y' in jwk ? [jwk.x, jwk.y].map((part) => Buffer.from(part, 'base64url')) : []
      expect(Buffer.concat([Buffer.from([4]), ...both]).toString('hex')).toBe(ecdh.getPublicKey('hex'))
    }
  })
})

describe('what is not the did:key of a key that may sign', () => {
  const point = '2e6fcce36701dc791488e0d0b1745cc1e33a4c1c9fcc41c63bd343dbbe0970e6'
  const x = toHex(Buffer.from('fyNYMN0976ci7xqiSdag3buk-ZCwgXU4kz9XNkBlNUI', 'base64url'))

  it.each<[DidKeyProblem, string, string]>([
    ['not_did_key', 'nothing', ''],
    ['not_did_key', 'another method', 'did:web:example.org'],
    ['not_did_key', 'no base58btc', 'did:key:m7QE'],
    ['not_did_key', 'a letter that base58 lacks', 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2do0'],
    ['not_did_key', 'a leading zero byte', 'did:key:z16MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'],
    ['not_did_key', 'a line feed', 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK\n'],
    ['not_did_key', 'a fragment', 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK#key'],
    ['not_did_key', 'something before it', ' did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'],
    ['not_did_key', 'a very long text', `did:key:z${'z'.repeat(100_000)}`],
    ['not_did_key', 'a letter more than is read', `did:key:z${'z'.repeat(112)}`],
    ['wrong_curve', 'as many letters as are read', `did:key:z${'z'.repeat(111)}`],
    ['wrong_curve', 'X25519', didOf('ec01', point)],
    ['wrong_curve', 'secp256k1', didOf('e701', `02${x}`)],
    ['wrong_curve', 'P-384', didOf('8124', `02${x}`)],
    ['wrong_curve', 'a longer form of the same prefix', didOf('ed8100', point)],
    ['wrong_length', 'a byte too few', ed25519(point.slice(2))],
    ['wrong_length', 'a byte too many', ed25519(`${point}00`)],
    ['wrong_length', 'no key at all', ed25519('')],
    ['wrong_length', 'a byte too few of P-256', p256(`02${x.slice(2)}`)],
    ['wrong_length', 'a byte too many of P-256', p256(`02${x}00`)],
    ['wrong_length', 'an uncompressed point', p256(`04${x}${x}`)],
    ['wrong_length', 'an Ed25519 key as P-256', p256(point)],
    ['not_on_curve', 'a compressed point with another first byte', p256(`04${x}`)],
    ['not_on_curve', 'an x without a y', p256(`02${'00'.repeat(31)}01`)],
    ['not_on_curve', 'an x beyond the field', p256(`02${'ff'.repeat(32)}`)],
    ['not_on_curve', 'an x equal to the field, which is 0', p256(`02${toHex(toBytes32(p256Field))}`)],
    ['not_on_curve', 'an x beyond the field by 5', p256(`02${toHex(toBytes32(p256Field + 5n))}`)],
    ['not_on_curve', 'a y without an x', ed25519(`02${'00'.repeat(31)}`)],
    ['non_canonical', 'y + p for y', ed25519(ofY(p + 3n))],
    ['non_canonical', 'p for 0, a point of order 4', ed25519(ofY(p))],
    ['non_canonical', 'p + 1 for 1, the neutral point', ed25519(ofY(p + 1n))],
    ['non_canonical', 'the largest y', ed25519('ff'.repeat(32))],
    ['non_canonical', 'x = 0 with a sign', ed25519(`01${'00'.repeat(30)}80`)],
    ['non_canonical', 'x = 0 with a sign, of order 2', ed25519(ofY(p - 1n + 2n ** 255n))],
    ['weak_key', 'the neutral point', ed25519(ofY(1n))],
    ['weak_key', 'a point of order 2', ed25519(ofY(p - 1n))],
    ['weak_key', 'a point of order 4', ed25519(ofY(0n))],
    ['weak_key', 'a point of order 4', ed25519(`${'00'.repeat(31)}80`)],
    ['weak_key', 'order 8', ed25519('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05')],
    ['weak_key', 'order 8', ed25519('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85')],
    ['weak_key', 'order 8', ed25519('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a')],
    ['weak_key', 'order 8', ed25519('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa')],
  ])('%s: %s', (code, _, did) => {
    expect(codeOf(did)).toBe(code)
  })

  it('beyond the field stands for a point that is one', () => {
    expect([0n, 5n].map((number) => codeOf(p256(`02${toHex(toBytes32(number))}`)))).toEqual(['ok', 'ok'])
  })

  it('of a JWK: another curve, an x with the y of another point, padding', () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const jwk = publicKey.export({ format: 'jwk' })
    const code = (other: object): string => {
      const read = keyOfJwk({ ...jwk, ...other })
      return read.ok ? 'ok' : read.code
    }
    expect(code({})).toBe('ok')
    expect(code({ crv: 'P-384' })).toBe('wrong_curve')
    expect(code({ kty: 'OKP' })).toBe('wrong_curve')
    expect(code({ y: undefined })).toBe('not_on_curve')
    expect(code({ x: toBase64url(toBytes32(1n)) })).toBe('not_on_curve')
    expect(code({ x: undefined })).toBe('wrong_length')
    expect(code({ x: `AA${jwk.x}` })).toBe('non_canonical')
    expect(code({ x: `AAAA${jwk.x}` })).toBe('wrong_length')
    expect(code({ y: `AAAA${jwk.y}` })).toBe('not_on_curve')
    expect(code({ x: `${jwk.x}=` })).toBe('non_canonical')
    const other = keyOfBytes('p256', Uint8Array.from(Buffer.from(`02${x}`, 'hex')))
    expect(code({ y: other.ok && 'y' in other.key.jwk ? other.key.jwk.y : '' })).toBe('not_on_curve')
    const { publicKey: p384 } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
    expect(keyOfJwk(p384.export({ format: 'jwk' }))).toMatchObject({ code: 'wrong_curve' })
  })

  it('of an Ed25519 JWK: a key for agreement, an elliptic curve, no bytes', () => {
    const jwk = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })
    const code = (other: object): string => {
      const read = keyOfJwk({ ...jwk, ...other })
      return read.ok ? 'ok' : read.code
    }
    expect(code({})).toBe('ok')
    expect(code({ crv: 'X25519' })).toBe('wrong_curve')
    expect(code({ kty: 'EC' })).toBe('wrong_curve')
    expect(code({ x: undefined })).toBe('wrong_length')
    expect(code({ x: toBase64url(toBytes32(0n)) })).toBe('weak_key')
  })
})

it('keys that were read are kept, and nothing else: others may send any text', () => {
  const did = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'
  expect(readDidKey(did)).toBe(readDidKey(did))
  expect(readDidKey('did:key:z6Mk')).not.toBe(readDidKey('did:key:z6Mk'))
})
