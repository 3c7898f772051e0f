import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { origin, passkey, plainKey, rpId } from '@/test/consent-signing'
import { fromBase64url, toBase64url, toBytes32, toNumber } from './bytes'
import { fromLittleEndian } from './ed25519'
import { lowS, p256Order } from './p256'
import type { PinnedKey } from './pinned-key'
import { signDigest, signerOf, signStatement } from './sign'
import { checkClaimedSignature, checkSignature } from './signature'
import { type Signature, signature as signatureForm } from './signature-form'
import type { Statement } from './statement'
import { statementDigest } from './statement-digest'

const digest = createHash('sha256').update('S').digest('hex')
const other = createHash('sha256').update('S2').digest('hex')

const codeOf = (value: Signature, pinned: PinnedKey, over = digest): string => {
  const check = checkSignature(value, over, pinned)
  return check.ok ? 'ok' : check.code
}
const raw = (value: Signature): Uint8Array =>
  fromBase64url('value' in value ? value.value : '') ?? new Uint8Array()
const withRaw = (kind: 'ed25519' | 'p256', bytes: Uint8Array): Signature => ({
  kind,
  value: toBase64url(bytes),
})
/** The order of the group of Ed25519 (RFC 8032). */
const ed25519Order = 0x1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3edn
const halves = (bytes: Uint8Array): [Uint8Array, Uint8Array] => [bytes.subarray(0, 32), bytes.subarray(32)]

describe.each(['ed25519', 'p256'] as const)('%s', (curve) => {
  const key = plainKey(curve)
  const value = key.sign(digest)

  it('verifies over its digest and with its key alone', () => {
    expect(codeOf(value, key.pinned)).toBe('ok')
    expect(checkClaimedSignature(value, digest, key.pinned.key)).toEqual({ ok: true, counter: null })
    expect(codeOf(value, key.pinned, other)).toBe('does_not_verify')
    expect(codeOf(value, plainKey(curve).pinned)).toBe('does_not_verify')
    expect(codeOf(value, { key: 'did:key:z6Mk' })).toBe('key')
  })

  it('has 64 bytes', () => {
    for (const bytes of [raw(value).subarray(1), raw(value).subarray(0, 63), Uint8Array.of(...raw(value), 0)])
      expect(codeOf(withRaw(curve, bytes), key.pinned)).toBe('out_of_range')
    expect(codeOf(withRaw(curve, new Uint8Array()), key.pinned)).toBe('out_of_range')
    expect(codeOf({ kind: curve, value: '=' }, key.pinned)).toBe('malformed')
  })

  it('is not of another kind', () => {
    const another = curve === 'ed25519' ? 'p256' : 'ed25519'
    expect(codeOf(withRaw(another, raw(value)), key.pinned)).toBe('kind')
    expect(codeOf(value, plainKey(another).pinned)).toBe('kind')
    // A key that is pinned as a passkey signs as one, and no other key does.
    expect(codeOf(value, { ...key.pinned, rp_id: rpId, origins: [origin] })).toBe('kind')
    expect(codeOf(passkey(curve).sign(digest), key.pinned)).toBe('kind')
  })

  it('has one form', () => {
    const fits = (text: string): boolean => signatureForm.safeParse({ kind: curve, value: text }).success
    const text = 'value' in value ? value.value : ''
    expect(fits(text)).toBe(true)
    expect(fits(`${text}==`)).toBe(false)
    expect(fits(text.slice(1))).toBe(false)
    expect(fits(text.slice(2))).toBe(false)
    expect(fits(text.slice(4))).toBe(false)
    expect(fits(`${text}A`)).toBe(false)
    expect(fits('')).toBe(false)
    // The four bits of the last character that belong to no byte.
    const next = String.fromCharCode(text.charCodeAt(85) + 1)
    expect(fits(text.slice(0, 85) + next)).toBe(false)
    expect(signatureForm.safeParse({ kind: curve, value: text, more: 1 }).success).toBe(false)
  })
})

it('Ed25519: S + L, which verifies in some programs, is refused, by Node as well; S = L too, and L − 1 is in range', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const signer = signerOf(privateKey)
  const [r, s] = halves(raw(signDigest(signer, digest)))
  const own = fromLittleEndian(s)
  const numbers = [own, own + ed25519Order, ed25519Order, ed25519Order - 1n]
  const found = numbers.map((number) => {
    const bytes = Uint8Array.from([...r, ...toBytes32(number).reverse()])
    const byNode = verify(null, Buffer.from(digest, 'hex'), publicKey, bytes)
    return [codeOf(withRaw('ed25519', bytes), { key: signer.publicKey.did }), byNode]
  })
  expect(found).toEqual([
    ['ok', true],
    ['out_of_range', false],
    ['out_of_range', false],
    ['does_not_verify', false],
  ])
})

it('Ed25519: an R of another encoding is refused', () => {
  const key = plainKey('ed25519')
  const [, s] = halves(raw(key.sign(digest)))
  for (const r of [new Uint8Array(32).fill(255), new Uint8Array(32), Uint8Array.of(1, ...new Uint8Array(31))])
    expect(codeOf(withRaw('ed25519', Uint8Array.from([...r, ...s])), key.pinned)).toBe('does_not_verify')
})

it('a statement is signed alone', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const signer = signerOf(privateKey)
  const statement: Statement = {
    version: 1,
    document: digest,
    decision: 'reject',
    reason_digest: null,
    decided_at: '2026-11-29T12:00:00.000Z',
    person: 'did:web:example.org:anna',
    key: signer.publicKey.did,
  }
  const { list, signature } = signStatement(signer, statement)
  expect(list).toBeNull()
  const signed = Buffer.from(statementDigest(statement), 'hex')
  expect(verify(null, signed, publicKey, raw(signature))).toBe(true)
})

it('signs the 32 bytes of the digest themselves', () => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const expected = sign(null, Buffer.from(digest, 'hex'), privateKey).toString('base64url')
  expect(signDigest(signerOf(privateKey), digest)).toEqual({ kind: 'ed25519', value: expected })
})

it('P-256: the twin with n − s is refused, zero and the order too', () => {
  const key = plainKey('p256')
  for (let n = 0; n < 10; n += 1) {
    const [r, s] = halves(raw(key.sign(digest)))
    const form = (one: bigint, two: bigint): Signature =>
      withRaw('p256', Uint8Array.from([...toBytes32(one), ...toBytes32(two)]))
    const [rNumber, sNumber] = [toNumber(r), toNumber(s)]
    expect(codeOf(form(rNumber, sNumber), key.pinned)).toBe('ok')
    expect(codeOf(form(rNumber, p256Order - sNumber), key.pinned)).toBe('high_s')
    expect(
      lowS(fromBase64url(toBase64url(Uint8Array.from([...r, ...toBytes32(p256Order - sNumber)]))) ?? s),
    ).toEqual(Uint8Array.from([...r, ...s]))
    for (const bad of [0n, p256Order, p256Order + 1n, 2n ** 256n - 1n]) {
      expect(codeOf(form(bad, sNumber), key.pinned)).toBe('out_of_range')
      expect(codeOf(form(rNumber, bad), key.pinned)).toBe('out_of_range')
    }
  }
})

it('a private key of another curve does not sign', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  expect(() => signerOf(privateKey)).toThrow(/Ed25519 or P-256/)
  const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  expect(signerOf(pem).publicKey.curve).toBe('ed25519')
  expect(signerOf(pem).privateKey.type).toBe('private')
})
