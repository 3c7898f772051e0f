import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { passkey } from '@/test/consent-signing'
import { fromBase64url, fromHex, toBase64url, toHex, toNumber } from './bytes'
import { rawOfDer } from './der'
import { p256Order } from './p256'
import type { PinnedKey } from './pinned-key'
import { checkClaimedSignature, checkSignature } from './signature'
import type { Signature } from './signature-form'

const digest = createHash('sha256').update('S').digest('hex')
const other = createHash('sha256').update('S2').digest('hex')

const codeOf = (value: Signature, pinned: PinnedKey): string => {
  const check = checkSignature(value, digest, pinned)
  return check.ok ? 'ok' : check.code
}

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
    expect(broken({ authenticator_data: '=' })).toBe('malformed')
    expect(broken({ signature: '=' })).toBe('malformed')
    expect(broken({ client_data_json: text('{') })).toBe('malformed')
    expect(broken({ client_data_json: text('{"type":"webauthn.get"}') })).toBe('malformed')
    expect(broken({ client_data_json: text('"webauthn.get"') })).toBe('malformed')
    expect(broken({ client_data_json: Buffer.from([0xff]).toString('base64url') })).toBe('malformed')
    // Bytes that are no text, in a member that nobody looks at.
    const [opened, closed] = [Buffer.from('{"more":"'), Buffer.from('",')]
    const members = Buffer.from(assertion.client_data_json, 'base64url').subarray(1)
    const withMore = (byte: number) =>
      broken({
        client_data_json: Buffer.concat([opened, Buffer.of(byte), closed, members]).toString('base64url'),
      })
    expect(withMore(0x61)).toBe('does_not_verify')
    expect(withMore(0xff)).toBe('malformed')
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
    const claimed = (value: Signature): string => {
      const check = checkClaimedSignature(value, digest, key.pinned.key)
      return check.ok ? 'ok' : check.code
    }
    const value = key.sign(digest)
    expect(claimed(value)).toBe('ok')
    expect(claimed(key.signAt(digest, { rpId: 'example.org' }))).toBe('ok')
    expect(claimed(key.signAt(digest, { rpId: 'elsewhere.org' }))).toBe('relying_party')
    expect(claimed(key.signAt(digest, { origin: 'not an origin' }))).toBe('relying_party')
    expect(claimed(key.sign(other))).toBe('challenge')
    // A page without a host, or with an empty label, is nobody's.
    for (const page of ['not an origin', 'android:apk-key-hash:AAAA', 'https://hakim.example.org.'])
      expect(claimed(key.signAt(digest, { origin: page, rpId: '' })), page).toBe('relying_party')
    if (value.kind !== 'passkey') throw new Error('unreachable')
    for (const broken of [{ client_data_json: 'AAAA' }, { authenticator_data: '=' }])
      expect(claimed({ kind: 'passkey', assertion: { ...value.assertion, ...broken } })).toBe('relying_party')
  })

  it('is shown what it says instead, at most 200 characters of it', () => {
    const said = (ceremony: Parameters<typeof key.signAt>[1]): string => {
      const check = checkSignature(key.signAt(digest, ceremony), digest, key.pinned)
      return check.ok ? 'ok' : check.message
    }
    expect(said({ type: 'payment.get' })).toContain('It says "payment.get".')
    expect(said({ origin: 'a'.repeat(201) })).toContain(`It says "${'a'.repeat(200)}".`)
    expect(said({ present: false })).not.toContain('It says')
  })
})

it('a passkey of P-256 may write either s: authenticators do', () => {
  const key = passkey('p256')
  const value = key.sign(digest)
  if (value.kind !== 'passkey') throw new Error('unreachable')
  const { assertion } = value
  const raw = rawOfDer(fromBase64url(assertion.signature) ?? new Uint8Array()) ?? new Uint8Array()
  const [r, s] = [toNumber(raw.subarray(0, 32)), toNumber(raw.subarray(32))]
  for (const one of [s, p256Order - s]) {
    const signature = toBase64url(fromHex(derOf(r, one)))
    expect(codeOf({ kind: 'passkey', assertion: { ...assertion, signature } }, key.pinned)).toBe('ok')
  }
})

/** In hex: every number shorter than 128 bytes, with a zero before it where it would look negative. */
function derOf(...numbers: bigint[]): string {
  const withLength = (tag: string, hex: string) => tag + toHex(Uint8Array.of(hex.length / 2)) + hex
  const integers = numbers.map((number) => {
    const hex = number.toString(16)
    const digits = hex.length % 2 === 1 ? `0${hex}` : hex
    return withLength('02', /^[89a-f]/.test(digits) ? `00${digits}` : digits)
  })
  return withLength('30', integers.join(''))
}
