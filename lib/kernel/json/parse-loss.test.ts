import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { processorTime } from '@/test/cpu-time'
import { findParseLoss } from './parse-loss'

const repeatedName = (json: string) => findParseLoss(json)?.path ?? null

describe('a duplicate member', () => {
  it.each([
    ['{"a": 1, "a": 2}', 'a'],
    ['{"a": 1, "\\u0061": 2}', 'a'],
    ['{"params": {"x": [1, {"n": 0, "b": {}, "n": []}]}}', 'params.x[1].n'],
    ['[[], [1], {"": 0, "": 1}]', '[2].'],
    ['{"__proto__": 1, "__proto__": 2}', '__proto__'],
    ['{"a\\\\": 1, "b": "}\\"", "a\\\\": 2}', 'a\\'],
  ])('%s', (json, path) => {
    expect(JSON.parse(json)).toBeTypeOf('object')
    expect(repeatedName(json)).toBe(path)
  })

  it.each([
    '{"a": "a", "b": {"a": "b"}, "c": [{"a": 1}, {"a": 2}]}',
    '{"a": ["a", "a"], "A": 1, "a ": 2}',
    '{"a": "\\",\\"a\\":1", "b": "{\\"b\\":1,\\"b\\":2}"}',
    ' "a" ',
    '[]',
    'null',
  ])('is not in %s', (json) => {
    expect(JSON.parse(json)).toBeDefined()
    expect(repeatedName(json)).toBeNull()
  })

  it('is reported with a short path, however deep and long', () => {
    const deep = `${'['.repeat(50_000)}{"a":1,"a":2}${']'.repeat(50_000)}`
    expect(repeatedName(deep)).toBe('[0]'.repeat(10))
    const name = 'n'.repeat(10_000)
    expect(repeatedName(JSON.stringify({ [name]: 1 }).replace('}', `,"${name}":2}`))).toBe('n'.repeat(100))
  })
})

describe('a number that does not fit a double', () => {
  it.each([
    ['{"params": {"id": 12345678901234567890}}', 'params.id'],
    ['{"a": [1, 9007199254740993]}', 'a[1]'],
    ['{"a": 0.1234567890123456789}', 'a'],
    ['{"a": 1e-400}', 'a'],
    ['{"a": -1.00000000000000000001}', 'a'],
  ])('%s', (json, path) => {
    expect(findParseLoss(json)).toEqual({ path, message: expect.stringContaining('digits') })
  })

  it.each([
    '{"a": 1e400}',
    '{"a": 0.10}',
    '{"a": 1.50e3}',
    '{"a": -0.0}',
    '{"a": 1e22}',
    '{"a": 5e-324}',
    '{"a": "12345678901234567890"}',
  ])('is not in %s', (json) => {
    expect(findParseLoss(json)).toBeNull()
  })

  it.each([
    `1${'0'.repeat(50_000)}1`,
    `0.${'10'.repeat(25_000)}`,
    `0e${'9'.repeat(50_000)}`,
    `1e-${'9'.repeat(50_000)}`,
    `[${'100001,'.repeat(8_000)}0]`,
  ])('is searched for within 50 ms, however hostile the text', (json) => {
    expect(processorTime(() => findParseLoss(json))).toBeLessThan(50)
  })

  it('is never one that JavaScript printed, but is one with an extra digit', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: 1e-300 }), (value) => {
        expect(findParseLoss(`[${JSON.stringify(value)}]`)).toBeNull()
        const [digits = '', power = ''] = value.toExponential(20).split('e')
        const longer = `[${digits}1e${power}]`
        expect(findParseLoss(longer)).not.toBeNull()
      }),
    )
  })
})

/** JSON as it is written: an object may name a member twice. */
type Written = { members: [string, Written][] } | { items: Written[] } | { value: unknown }

const scalar = fc
  .oneof(fc.string({ unit: 'binary' }), fc.double(), fc.boolean(), fc.constant(null))
  .map((value): Written => ({ value }))
const { written } = fc.letrec<{ written: Written }>((tie) => ({
  written: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    scalar,
    fc.array(tie('written'), { maxLength: 4 }).map((items): Written => ({ items })),
    fc
      .array(fc.tuple(fc.oneof(fc.constantFrom('a', 'b', '"', '\\', '{'), fc.string()), tie('written')), {
        maxLength: 5,
      })
      .map((members): Written => ({ members })),
  ),
}))

type Style = { blank: string; escaped: boolean }
const style = fc.record({ blank: fc.constantFrom('', ' ', '\n\t'), escaped: fc.boolean() })

const quote = (text: string, { escaped }: Style): string =>
  escaped
    ? `"${[...Array(text.length).keys()].map((at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')}"`
    : JSON.stringify(text)

/** Names in one style, the next member in the other, so that equal names do not look equal. */
function write(node: Written, how: Style): string {
  const { blank } = how
  const list = (parts: string[]) => parts.join(`${blank},${blank}`)
  if ('items' in node) return `[${blank}${list(node.items.map((item) => write(item, how)))}${blank}]`
  if ('value' in node) return JSON.stringify(node.value)
  const members = node.members.map(([name, value], at) => {
    const own = { blank, escaped: at % 2 === 0 ? how.escaped : !how.escaped }
    return `${quote(name, own)}${blank}:${blank}${write(value, own)}`
  })
  return `{${blank}${list(members)}${blank}}`
}

const namesTwice = (node: Written): boolean =>
  'members' in node
    ? new Set(node.members.map(([name]) => name)).size < node.members.length ||
      node.members.some(([, value]) => namesTwice(value))
    : 'items' in node && node.items.some(namesTwice)

describe('of any JSON', () => {
  it('is found exactly where it is, however the text is written', () => {
    let twice = 0
    fc.assert(
      fc.property(written, style, (node, how) => {
        const json = write(node, how)
        JSON.parse(json)
        if (namesTwice(node)) twice += 1
        expect(repeatedName(json) !== null).toBe(namesTwice(node))
      }),
      { numRuns: 3_000 },
    )
    expect(twice).toBeGreaterThan(100)
  })

  it('is never in the output of JSON.stringify', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), fc.constantFrom(0, 2), (json, indent) => {
        expect(repeatedName(JSON.stringify(JSON.parse(json), null, indent))).toBeNull()
      }),
      { numRuns: 1_000 },
    )
  })
})
