import { describe, expect, it } from 'vitest'
import { node, passkey, plainKey, type TestKey } from '@/test/consent-signing'
import { type PinSet, type Pins, pinSetDigest, pins as pinsForm } from './pins'
import { countPersons } from './quorum'
import { verifyPins } from './verify-pins'

const anna = 'did:web:example.org:anna'
const ben = 'did:web:example.org:ben'
const eve = 'did:web:example.org:eve'
const keys = { anna: plainKey('ed25519'), annaToo: plainKey('p256'), ben: passkey(), eve: plainKey('p256') }

const pins: Pins = {
  node,
  required: 2,
  owners: [
    { person: anna, keys: [keys.anna.pinned, keys.annaToo.pinned] },
    { person: ben, keys: [keys.ben.pinned] },
  ],
  delegation: true,
  emergency: null,
}

describe('the pins of a tasks file', () => {
  const problem = (other: object): string => {
    const parsed = pinsForm.safeParse({ ...pins, ...other })
    return parsed.success ? 'ok' : (parsed.error.issues[0]?.path.join('.') ?? '')
  }
  const key = keys.eve.pinned

  it.each<[string, object]>([
    ['ok', {}],
    ['required', { required: 3 }],
    ['required', { required: 0 }],
    ['owners', { owners: [...pins.owners, { person: ben, keys: [key] }] }],
    ['owners', { owners: [...pins.owners, { person: eve, keys: [keys.anna.pinned] }] }],
    ['owners', { emergency: { required: 1, keys: [{ person: eve, ...keys.anna.pinned }] } }],
    ['emergency.required', { emergency: { required: 2, keys: [{ person: eve, ...key }] } }],
    ['emergency.keys.0', { emergency: { required: 1, keys: [key] } }],
    ['ok', { emergency: { required: 1, keys: [{ person: eve, ...key }] } }],
    ['', { more: 1 }],
  ])('%s of %j', (path, other) => {
    expect(problem(other)).toBe(path)
  })

  it.each<[boolean, object]>([
    [true, {}],
    [true, { origins: ['https://hakim.example.org', 'https://hakim.example.org:8443'] }],
    [true, { rp_id: 'localhost', origins: ['http://localhost:3000'] }],
    [false, { origins: [] }],
    [false, { origins: ['https://hakim.example.org/'] }],
    [false, { origins: ['hakim.example.org'] }],
    [false, { origins: ['https://evilhakim.example.org'] }],
    [false, { origins: undefined }],
    [false, { rp_id: 'Hakim.example.org' }],
    [false, { key: 'did:key:z6Mk' }],
  ])('take a passkey, %j: %j', (ok, other) => {
    const owners = [{ person: ben, keys: [{ ...keys.ben.pinned, ...other }] }]
    expect(problem({ required: 1, owners }) === 'ok').toBe(ok)
  })

  it('allow no delegation and no emergency unless they say so', () => {
    const { delegation: _, emergency: __, ...rest } = pins
    expect(pinsForm.parse(rest)).toMatchObject({ delegation: false, emergency: null })
  })
})

describe('new pins', () => {
  const next: PinSet = {
    node,
    sequence: 5,
    required: 1,
    owners: [{ person: eve, keys: [keys.eve.pinned] }],
    emergency: null,
  }
  const signed = (set: PinSet, ...by: TestKey[]) => ({
    pins: set,
    signatures: by.map((one) => ({ key: one.pinned.key, signature: one.sign(pinSetDigest(set)) })),
  })
  const codeOf = (value: unknown, sequence = 4): string => {
    const verdict = verifyPins(value, { pins, sequence })
    return verdict.ok ? 'ok' : verdict.code
  }

  it('replace the old if enough of its owners signed them', () => {
    expect(verifyPins(signed(next, keys.anna, keys.ben), { pins, sequence: 4 })).toEqual({
      ok: true,
      pins: { node, required: 1, owners: next.owners, emergency: null, delegation: true },
      sequence: 5,
      persons: [anna, ben],
    })
    expect(codeOf(signed(next))).toBe('quorum')
    expect(codeOf(signed(next, keys.anna))).toBe('quorum')
    expect(codeOf(signed(next, keys.anna, keys.annaToo))).toBe('quorum')
    expect(codeOf(signed(next, keys.anna, keys.ben, keys.eve))).toBe('key_unknown')
  })

  it('are newer, of this node, and what was signed', () => {
    const both = signed(next, keys.anna, keys.ben)
    expect(codeOf(both, 5)).toBe('not_newer')
    expect(codeOf(both, 6)).toBe('not_newer')
    expect(codeOf(signed({ ...next, node: 'did:kos:griot:2' }, keys.anna, keys.ben))).toBe('other_node')
    expect(codeOf({ ...both, pins: { ...next, sequence: 6 } })).toBe('signature_bad')
    expect(codeOf({ ...both, pins: { ...next, required: 2 } })).toBe('malformed')
    expect(codeOf({ ...both, more: 1 })).toBe('malformed')
    expect(codeOf(null)).toBe('malformed')
  })
})

describe('countPersons', () => {
  const count = (choices: Record<string, string[]>): number =>
    countPersons(new Map(Object.entries(choices).map(([person, owners]) => [person, new Set(owners)])))

  it.each<[number, Record<string, string[]>]>([
    [0, {}],
    [0, { a: [] }],
    [1, { a: ['A'] }],
    [1, { a: ['A', 'B'] }],
    [1, { a: ['A'], b: ['A'] }],
    [2, { a: ['A', 'B'], b: ['A'] }],
    [3, { a: ['A', 'B'], b: ['A', 'C'], c: ['A'] }],
    [2, { a: ['A', 'B'], b: ['A', 'B'], c: ['A', 'B'] }],
  ])('%d of %j', (expected, choices) => {
    expect(count(choices)).toBe(expected)
  })
})
