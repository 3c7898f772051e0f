import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { processorTime } from '@/test/cpu-time'
import { anyDid, did } from './did'
import { shortDid } from './short-did'

describe('did', () => {
  it.each(['did:kos:griot:123f7a90', 'did:web:example.org%3A8080', 'did:key:z6Mk', 'did:a::b', 'did:1:-'])(
    'takes %s',
    (text) => expect(did.safeParse(text).success).toBe(true),
  )

  it.each([
    '',
    'did',
    'did:',
    'did:kos',
    'did:kos:',
    'did:KOS:a',
    'did:kos:a:',
    'did:kos:a b',
    'did:kos:a\n',
    ' did:kos:a',
    'did:kos:ü',
  ])('refuses %j', (text) => expect(did.safeParse(text).success).toBe(false))

  it('accepts 255 characters but not 256', () => {
    expect(did.safeParse(`did:kos:${'a'.repeat(247)}`).success).toBe(true)
    expect(did.safeParse(`did:kos:${'a'.repeat(248)}`).success).toBe(false)
  })

  it.each([
    'did:',
    `did:kos:${'a'.repeat(50_000)}!`,
    `did:${'a'.repeat(50_000)}`,
    `did:kos:${':'.repeat(50_000)}`,
  ])('answers within 50 ms, however hostile the text', (text) => {
    expect(processorTime(() => did.safeParse(text))).toBeLessThan(50)
  })
})

it('accepts any DID that another writer may have stored', () => {
  expect(anyDid.safeParse('not a did 😀').success).toBe(true)
  for (const text of ['', 'a\u0000', '\ud800', 'x'.repeat(256)])
    expect(anyDid.safeParse(text).success).toBe(false)
})

describe('shortDid', () => {
  it('keeps method, start and end', () => {
    expect(shortDid('did:kos:griot:9f2c00000000000041b7')).toBe('did:kos:griot:9f2c…41b7')
    expect(shortDid('did:kos:griot:123f7a90')).toBe('did:kos:griot:123f7a90')
  })

  it('is never longer than the DID, nor than 40 characters', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 300 }),
      fc
        .array(fc.constantFrom(':', 'a', 'did:', '0123456789'), { maxLength: 60 })
        .map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(text, (value) => {
        const short = shortDid(value)
        expect(short.length).toBeLessThanOrEqual(Math.min(40, value.length))
      }),
    )
  })

  it('never cuts a character in half', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 20, maxLength: 120 }), (value) =>
        shortDid(value).isWellFormed(),
      ),
    )
  })
})
