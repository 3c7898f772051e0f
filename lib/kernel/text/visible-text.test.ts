import { describe, expect, it } from 'vitest'
import type { JsonValue } from '@/lib/kernel/json/json'
import { processorTime } from '@/test/cpu-time'
import {
  codePointName,
  type TextPart,
  textWarnings,
  visibleData,
  visibleJson,
  visibleProse,
} from './visible-text'

/** Parts as one line: hidden ones in angle brackets, edge spaces as underscores. */
const line = (parts: TextPart[]): string =>
  parts
    .map(({ kind, text }) =>
      kind === 'hidden' ? `<${text}>` : kind === 'space' ? text.replace(/ /g, '_') : text,
    )
    .join('')

const of = (...codes: number[]): string => String.fromCodePoint(...codes)

describe('visibleData', () => {
  const cases: [string, string, string][] = [
    ['plain text', 'restart_service', 'restart_service'],
    ['other scripts', 'حكيم 東京 naïve', 'حكيم 東京 naïve'],
    ['a right-to-left override', `a${of(0x202e)}txt.exe`, 'a<U+202E>txt.exe'],
    ['isolates and marks', `${of(0x2066)}a${of(0x2069, 0x200f)}`, '<U+2066>a<U+2069><U+200F>'],
    ['zero width', `a${of(0x200b)}b${of(0xfeff)}`, 'a<U+200B>b<U+FEFF>'],
    ['controls', `a\u0007\n\t${of(0x7f)}`, 'a<U+0007><U+000A><U+0009><U+007F>'],
    ['other spaces', `a${of(0xa0)}b${of(0x3000)}`, 'a<U+00A0>b<U+3000>'],
    ['fillers that fonts leave blank', of(0x3164, 0x115f, 0x2800), '<U+3164><U+115F><U+2800>'],
    ['tags and variation selectors', of(0xe0041, 0xfe0f), '<U+E0041><U+FE0F>'],
    ['a lone surrogate', 'a\ud800', 'a<U+D800>'],
    ['spaces at both ends', '  a b ', '__a b_'],
    ['only spaces', '   ', '___'],
    ['nothing', '', ''],
  ]
  it.each(cases)('%s', (_, text, shown) => {
    expect(line(visibleData(text))).toBe(shown)
  })
})

describe('visibleProse', () => {
  it('keeps lines, tabs and joined emoji, and marks what reorders or hides', () => {
    expect(line(visibleProse('a\n\tb 👩‍🔧'))).toBe('a\n\tb 👩‍🔧')
    expect(line(visibleProse(`a${of(0x202e)}b${of(0x200b)}\u001b[2J`))).toBe('a<U+202E>b<U+200B><U+001B>[2J')
  })
})

describe('visibleJson', () => {
  it('is typed JSON without anything invisible', () => {
    expect(line(visibleJson('90'))).toBe('"90"')
    expect(line(visibleJson(90))).toBe('90')
    expect(line(visibleJson(` a\n"${of(0x202e)}`))).toBe('" a\\n\\"<U+202E>"')
    expect(line(visibleJson({ a: [1, null] }))).toBe('{\n  "a": [\n    1,\n    null\n  ]\n}')
  })
})

describe('textWarnings', () => {
  const cases: [string, JsonValue, string[]][] = [
    ['nothing suspicious', { a: 'web', b: 1, c: 'two words\nand lines', d: null }, []],
    [
      'an override',
      { a: `x${of(0x202e)}` },
      ['a contains invisible characters: U+202E right-to-left override'],
    ],
    [
      'deep inside',
      { a: [{ b: of(0x200b) }] },
      ['a[0].b contains invisible characters: U+200B zero-width space'],
    ],
    [
      'a name',
      { [`a${of(0xad)}`]: 1 },
      [`a${of(0xad)} has a name that contains invisible characters: U+00AD soft hyphen`],
    ],
    ['a space at the end', { a: 'web ' }, ['a begins or ends with a space']],
    ['only spaces', { a: '  ' }, ['a contains only spaces']],
    [
      'letters that look alike',
      { a: 'p\u0430ypal' },
      ['a mixes Latin letters with Cyrillic or Greek ones that look alike'],
    ],
    ['a bare value', ' x', [' begins or ends with a space']],
  ]
  it.each(cases)('%s', (_, value, expected) => {
    expect(
      textWarnings(value).map(({ path, message }) => `${path} ${message}`.replace(/^ {2}/, ' ')),
    ).toEqual(expected)
  })

  it('stops at twenty', () => {
    expect(textWarnings(Array.from({ length: 100 }, () => ' x'))).toHaveLength(20)
  })
})

it('codePointName has at least four digits', () => {
  expect([codePointName('\u0007'), codePointName('\u{E0041}')]).toEqual(['U+0007', 'U+E0041'])
})

it('takes no more than 50 ms for 50,000 characters', () => {
  const long = 'a '.repeat(25_000)
  const read = () => {
    visibleData(long)
    textWarnings(long)
  }
  expect(processorTime(read)).toBeLessThan(50)
})
