import { expect, it } from 'vitest'
import { signature } from './signature-form'

const assertion = { authenticator_data: 'AAAA', client_data_json: 'AAAA', signature: 'AAAA' }
const raw = 'A'.repeat(86)
const fits = (value: unknown): boolean => signature.safeParse(value).success

it.each<[boolean, object]>([
  [true, { kind: 'ed25519', value: raw }],
  [true, { kind: 'p256', value: raw }],
  [true, { kind: 'passkey', assertion }],
  [false, { kind: 'p384', value: raw }],
  [false, { kind: '', value: raw }],
  [false, { value: raw }],
  [false, { kind: 'passkey', value: raw }],
  [false, { kind: 'ed25519', assertion }],
  [false, { kind: 'ed25519' }],
  [false, { kind: 'passkey' }],
])('%j: a signature is %j', (ok, value) => {
  expect(fits(value)).toBe(ok)
})

it.each<[keyof typeof assertion, number]>([
  ['authenticator_data', 10_000],
  ['client_data_json', 10_000],
  ['signature', 200],
])('%s of a passkey is at most %d characters of base64url without padding', (member, most) => {
  const withPart = (part: unknown) => fits({ kind: 'passkey', assertion: { ...assertion, [member]: part } })
  expect(withPart('A'.repeat(most))).toBe(true)
  for (const part of ['A'.repeat(most + 4), '', 'AA==', 'AA+A', 'AB', undefined])
    expect(withPart(part), String(part).slice(0, 9)).toBe(false)
})
