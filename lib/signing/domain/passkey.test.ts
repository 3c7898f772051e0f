import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { passkey } from '@/test/consent-signing'
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
