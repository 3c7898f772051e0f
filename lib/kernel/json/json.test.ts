import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, isJsonObject, type JsonValue, jsonBound, jsonProblem, pathOf } from './json'
import { jsonValue } from './schemas'

const anyJson = fc.jsonValue({ maxDepth: 4 }).map((value) => jsonValue.parse(value))

/** The same value with the keys of every object in another order. */
const reversed = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map(reversed)
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  )
}

describe('canonicalJson', () => {
  it('writes the example of RFC 8785, section 3.2.2', () => {
    const input: unknown = JSON.parse(
      String.raw`{
        "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        "literals": [null, true, false]
      }`,
    )
    expect(canonicalJson(jsonValue.parse(input))).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        String.raw`"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    )
  })

  it('sorts keys by UTF-16 code units (RFC 8785, section 3.2.3)', () => {
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6']
    const written = canonicalJson(Object.fromEntries(keys.map((key) => [key, 0])))
    expect([...Object.keys(JSON.parse(written))].sort()).toEqual([...keys].sort())
    const places = ['"\\r"', '"1"', '"\u0080"', '"\u00f6"', '"\u20ac"', '"\ud83d\ude00"', '"\ufb33"'].map(
      (key) => written.indexOf(key),
    )
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places).not.toContain(-1)
  })

  it.each([
    [-0, '0'],
    [5e-324, '5e-324'],
    [1.7976931348623157e308, '1.7976931348623157e+308'],
    [9007199254740992, '9007199254740992'],
    [295147905179352830000, '295147905179352830000'],
    [1e21, '1e+21'],
    [9.999999999999997e22, '9.999999999999997e+22'],
    [0.000001, '0.000001'],
    [333333333.3333332, '333333333.3333332'],
  ])('writes the number %d as ECMAScript does (RFC 8785, appendix B)', (number, text) => {
    expect(canonicalJson(number)).toBe(text)
  })

  it('does not depend on the order of keys', () => {
    fc.assert(fc.property(anyJson, (value) => canonicalJson(value) === canonicalJson(reversed(value))))
  })

  it('is JSON that parses to the same value', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it('differs for different values', () => {
    const texts = [
      '{"a":1}',
      '{"a":"1"}',
      '{"a":[1]}',
      '{"a":null}',
      '{}',
      '{"a":1,"b":null}',
      '{"__proto__":1}',
    ]
    expect(new Set(texts.map((text) => canonicalJson(JSON.parse(text)))).size).toBe(texts.length)
  })
})

describe('jsonProblem', () => {
  it('finds no problem in what jsonb can hold', () => {
    const text = fc.string({ unit: 'binary' })
    const held = fc.jsonValue({ stringUnit: 'binary', maxDepth: 3 })
    fc.assert(
      fc.property(held, text, (value, key) => {
        const found = jsonProblem({ value, [key]: 1 })
        expect(found === null || JSON.stringify({ value, key }).includes('\\u0000')).toBe(true)
      }),
    )
  })

  it.each<[unknown, string]>([
    [{ a: [0, { b: '\u0000' }] }, 'a[1].b'],
    [{ a: { '\udc00': 1 } }, 'a'],
    [[1, Number.POSITIVE_INFINITY], '[1]'],
    ['\ud800', ''],
  ])('names the place in %j', (value, path) => {
    expect(jsonProblem(value)?.path).toBe(path)
  })

  it('allows 64 levels and no more', () => {
    const nested = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}1${']'.repeat(levels)}`)
    expect(jsonProblem(nested(64))).toBeNull()
    expect(jsonProblem(nested(65))?.message).toMatch(/64 levels/)
  })
})

describe('jsonBound', () => {
  // Any UTF-16 at all, often what jsonb cannot hold.
  const unit = fc.oneof(
    { arbitrary: fc.constantFrom('a', '"', '\u0001', 'é', '☃', '😀'), weight: 30 },
    { arbitrary: fc.constantFrom('\u0000', '\ud83d', '\ude00'), weight: 1 },
  )
  const text = fc.string({ unit, maxLength: 12 })
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      text,
      fc.oneof({ arbitrary: fc.double({ noDefaultInfinity: true, noNaN: true }), weight: 9 }, fc.double()),
      fc.constantFrom(null, true, false),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(text, tie('value'), { maxKeys: 4 }),
    ),
  }))
  /** What JSON.stringify shows of it: lone surrogates and NUL as escapes, other numbers as null. */
  const isHeld = (each: unknown): boolean => {
    if (typeof each === 'number') return Number.isFinite(each)
    if (typeof each === 'string') return !/\\u(0000|d[89a-f])/.test(JSON.stringify(each))
    if (typeof each !== 'object' || each === null) return true
    return Object.entries(each).every(([key, member]) => isHeld(key) && isHeld(member))
  }

  it('returns NaN exactly when jsonb cannot hold the value, and jsonProblem says where', () => {
    fc.assert(
      fc.property(value, (each) => {
        expect(Number.isNaN(jsonBound(each))).toBe(!isHeld(each))
        expect(jsonProblem(each) === null).toBe(isHeld(each))
      }),
      { numRuns: 1_000 },
    )
  })

  it('is never less than the number of bytes', () => {
    fc.assert(
      fc.property(value.filter(isHeld), (each) => {
        const bytes = new TextEncoder().encode(JSON.stringify(each)).length
        expect(jsonBound(each)).toBeGreaterThanOrEqual(bytes)
      }),
    )
  })
})

it('writes paths the way people do', () => {
  expect(pathOf(['metrics', 'cpu', 2, 'x'])).toBe('metrics.cpu[2].x')
  expect(pathOf([])).toBe('')
})
