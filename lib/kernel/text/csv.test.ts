import fc from 'fast-check'
import { expect, it } from 'vitest'
import { csvCell } from './csv'

it.each([
  [null, ''],
  ['', ''],
  ['plain', 'plain'],
  ['a,b', '"a,b"'],
  ['say "no"', '"say ""no"""'],
  ['two\nlines', '"two\nlines"'],
  ['{"n": 1}', '"{""n"": 1}"'],
  ['2026-01-31T09:30:00.000Z', '2026-01-31T09:30:00.000Z'],
  ['a=b', 'a=b'],
  ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
])('%j is written as %s', (value, text) => {
  expect(csvCell(value)).toBe(text)
})

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\tx', '\r=1', '\rx', '  =1', '\n=1', '|calc', '%0A=1'])(
  '%j is no formula to a spreadsheet',
  (value) => {
    expect(csvCell(value)).toMatch(/^"?'/)
  },
)

/** RFC 4180, read back. */
const read = (cell: string): string =>
  /^"[\s\S]*"$/.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell

it('any text reads back as it was, or with an apostrophe before what would be a formula', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'=+-@|%\t\r\n ,"\'a1') }), (text) => {
      const cell = csvCell(text)
      expect(cell).toMatch(/^(?:[^",\r\n]*|"(?:[^"]|"")*")$/)
      expect([text, `'${text}`]).toContain(read(cell))
      expect(read(cell)).not.toMatch(/^(?:\s*[=+\-@|]|\s*%.|[\t\r])/)
    }),
  )
})
