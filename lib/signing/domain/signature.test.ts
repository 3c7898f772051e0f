import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { origin, passkey, plainKey, rpId } from '@/test/consent-signing'
import { fromBase64url, toBase64url, toBytes32, toHex, toNumber } from './bytes'
import { rawOfDer } from './der'
import { ed25519Order, fromLittleEndian } from './ed25519'
import { lowS, p256Order } from './p256'
import type { PinnedKey } from './pinned-key'
import { signDigest, signerOf, signStatement } from './sign'
import { checkClaimedSignature, checkSignature } from './signature'
import { type Signature, signature as signatureForm } from './signature-form'
import { listDigest, listOf, type Statement, statementDigest } from './statement'

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

  it('is not of another kind', () => {
    const another = curve === 'ed25519' ? 'p256' : 'ed25519'
    expect(codeOf(withRaw(another, raw(value)), key.pinned)).toBe('kind')
    expect(codeOf(value, plainKey(another).pinned)).toBe('kind')
    // A key that is pinned as a passkey signs as one, and no other key does.
    expect(codeOf(value, { ...key.pinned, rp_id: rpId, origins: [origin] })).toBe('kind')
    expect(codeOf(passkey(curve).sign(digest), key.pinned)).toBe('kind')
  })

  it('has one form', () => {
    const problem = (text: string): boolean => signatureForm.safeParse({ kind: curve, value: text }).success
    const text = 'value' in value ? value.value : ''
    expect(problem(text)).toBe(true)
    expect(problem(`${text}==`)).toBe(false)
    expect(problem(text.slice(1))).toBe(false)
    expect(problem(`${text}A`)).toBe(false)
    // The four bits of the last character that belong to no byte.
    const next = String.fromCharCode(text.charCodeAt(85) + 1)
    expect(problem(text.slice(0, 85) + next)).toBe(false)
    expect(signatureForm.safeParse({ kind: curve, value: text, more: 1 }).success).toBe(false)
  })
})

it('Ed25519: S + L, which verifies in some programs, is refused, by Node as well; S = L too', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const signer = signerOf(privateKey)
  const [r, s] = halves(raw(signDigest(signer, digest)))
  const numbers = [fromLittleEndian(s), fromLittleEndian(s) + ed25519Order, ed25519Order]
  const found = numbers.map((number) => {
    const bytes = Uint8Array.from([...r, ...toBytes32(number).reverse()])
    const byNode = verify(null, Buffer.from(digest, 'hex'), publicKey, bytes)
    return [codeOf(withRaw('ed25519', bytes), { key: signer.publicKey.did }), byNode]
  })
  expect(found).toEqual([
    ['ok', true],
    ['out_of_range', false],
    ['out_of_range', false],
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
})

describe.each(['p256', 'ed25519'] as const)('a passkey of %s', (curve) => {
  const key = passkey(curve)

  it('verifies, and says how often it has signed', () => {
    expect(checkSignature(key.sign(digest), digest, key.pinned)).toEqual({ ok: true, counter: 0 })
    const counted = key.signAt(digest, { counter: 258 })
    expect(checkSignature(counted, digest, key.pinned)).toEqual({ ok: true, counter: 258 })
    expect(codeOf(key.sign(digest), { ...key.pinned, key: passkey(curve).pinned.key })).toBe(
      'does_not_verify',
    )
  })

  it.each([
    ['challenge', { challenge: 'AAAA' }],
    ['ceremony', { type: 'webauthn.create' }],
    ['ceremony', { type: 'payment.get' }],
    ['origin', { origin: 'https://evil.example.org' }],
    ['origin', { origin: 'http://hakim.example.org' }],
    ['origin', { origin: 'https://hakim.example.org:8443' }],
    ['cross_origin', { crossOrigin: true }],
    ['relying_party', { rpId: 'example.org' }],
    ['not_present', { present: false }],
    ['not_verified', { verified: false }],
    ['ok', { crossOrigin: false }],
  ])('%s: %j', (code, ceremony) => {
    expect(codeOf(key.signAt(digest, ceremony), key.pinned)).toBe(code)
  })

  it('whose form is broken is refused', () => {
    const value = key.sign(digest)
    if (value.kind !== 'passkey') throw new Error('unreachable')
    const { assertion } = value
    const broken = (part: Partial<typeof assertion>): string =>
      codeOf({ kind: 'passkey', assertion: { ...assertion, ...part } }, key.pinned)
    const text = (json: string): string => Buffer.from(json).toString('base64url')
    expect(broken({})).toBe('ok')
    expect(broken({ authenticator_data: assertion.authenticator_data.slice(0, 48) })).toBe('malformed')
    expect(broken({ client_data_json: text('{') })).toBe('malformed')
    expect(broken({ client_data_json: text('{"type":"webauthn.get"}') })).toBe('malformed')
    expect(broken({ client_data_json: text('"webauthn.get"') })).toBe('malformed')
    expect(broken({ client_data_json: Buffer.from([0xff]).toString('base64url') })).toBe('malformed')
    expect(broken({ signature: 'AAAA' })).toBe(curve === 'p256' ? 'malformed' : 'out_of_range')
    const twice = Buffer.from(assertion.client_data_json, 'base64url')
      .toString()
      .replace('{', '{"type":"webauthn.get",')
    expect(broken({ client_data_json: text(twice) })).toBe('malformed')
    // Not signed: something after the authenticator data, or another order of the same members.
    const longer = Buffer.concat([Buffer.from(assertion.authenticator_data, 'base64url'), Buffer.alloc(1)])
    expect(broken({ authenticator_data: longer.toString('base64url') })).toBe('does_not_verify')
    const respaced = Buffer.from(assertion.client_data_json, 'base64url').toString().replace(',', ', ')
    expect(broken({ client_data_json: text(respaced) })).toBe('does_not_verify')
  })

  it('is believed for whom it signed where nobody has said who that is', () => {
    const claimed = (value: Signature): boolean => checkClaimedSignature(value, digest, key.pinned.key).ok
    expect(claimed(key.sign(digest))).toBe(true)
    expect(claimed(key.signAt(digest, { rpId: 'example.org' }))).toBe(true)
    expect(claimed(key.signAt(digest, { rpId: 'elsewhere.org' }))).toBe(false)
    expect(claimed(key.signAt(digest, { origin: 'not an origin' }))).toBe(false)
    expect(claimed(key.sign(other))).toBe(false)
  })
})

describe('DER', () => {
  it('is read as Node writes it', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    for (let n = 0; n < 300; n += 1) {
      const der = sign('sha256', Buffer.from([n & 255]), privateKey)
      const bytes = rawOfDer(der)
      expect(bytes?.length, der.toString('hex')).toBe(64)
      // Written again: each integer without leading zeros, or with one if it would look negative.
      const integer = (part: Uint8Array): string => {
        const digits = toHex(part).replace(/^(00)+/, '')
        const shown = /^[89a-f]/.test(digits) ? `00${digits}` : digits
        return `02${(shown.length / 2).toString(16).padStart(2, '0')}${shown}`
      }
      const [r, s] = halves(bytes ?? new Uint8Array(64))
      const body = integer(r) + integer(s)
      expect(`30${(body.length / 2).toString(16)}${body}`).toBe(der.toString('hex'))
    }
  })

  it.each([
    '',
    '30',
    '3000',
    '3006020101020101ff',
    '30070201010201010',
    '310602010102010101',
    '3007020200010201 01',
    '300602018102 0101',
    '30060200020101',
    '3081060201010201 01',
    `3025022101${'00'.repeat(32)}020101`,
  ])('refuses %s', (hex) => {
    expect(rawOfDer(Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex')))).toBeNull()
  })

  it('refuses bytes at random', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(rawOfDer(bytes)).toBeNull()
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('base64url', () => {
  it('comes back as it was, in one form', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = toBase64url(bytes)
        expect(text).toBe(Buffer.from(bytes).toString('base64url'))
        expect(fromBase64url(text)).toEqual(bytes)
      }),
    )
    for (const text of ['A', 'AB', 'AA=', 'AA==', 'A+', 'A/', ' AA', 'AA\n', 'AAB', 'ÄA'])
      expect(fromBase64url(text), text).toBeNull()
  })
})

describe('statements', () => {
  const statement: Statement = {
    version: 1,
    document: 'a'.repeat(64),
    decision: 'approve',
    reason_digest: null,
    decided_at: '2026-11-29T12:00:00.000Z',
    person: 'did:web:example.org:anna',
    key: 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK',
  }

  it('have these digests, for ever', () => {
    // Computed apart from this code, with json and hashlib of Python.
    expect(statementDigest(statement)).toBe(
      '15efd1c84ae358688583015279d8dce4f9ac536172087cc8767cd521f67b77eb',
    )
    expect(listDigest({ version: 1, statements: ['a'.repeat(64), 'b'.repeat(64)] })).toBe(
      'ca891e936de563356b6cde5fad5e8e57430f3c49abbc14929262fea5b71a3e87',
    )
  })

  it('are listed sorted, each once', () => {
    const reject: Statement = { ...statement, decision: 'reject' }
    const list = listOf([reject, statement, reject])
    expect(list.statements).toEqual([statementDigest(statement), statementDigest(reject)].sort())
    expect(listOf([statement, reject])).toEqual(list)
  })
})
