import { describe, expect, it } from 'vitest'
import { csvCell, csvHead, csvLine, exportColumns, jsonRow, withoutHidden } from './export-row'

describe('a cell', () => {
  it.each([
    [null, ''],
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ['two\nlines', '"two\nlines"'],
    ['{"n": 1}', '"{""n"": 1}"'],
    ['2026-01-31T09:30:00.000Z', '2026-01-31T09:30:00.000Z'],
  ])('%j is written as %s', (value, text) => {
    expect(csvCell(value)).toBe(text)
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1', '|calc', '%0A=1'])(
    '%j is no formula to a spreadsheet',
    (value) => {
      expect(csvCell(value)).toMatch(/^"?'/)
    },
  )

  it('defuses before it quotes, so that the apostrophe is inside', () => {
    expect(csvCell('=HYPERLINK("http://x","y")')).toBe('"\'=HYPERLINK(""http://x"",""y"")"')
  })
})

it('has one line for the names of the columns', () => {
  expect(csvHead).toBe(`${exportColumns.join(',')}\r\n`)
  expect(csvLine(['a', null, 'b,c'])).toBe('a,,"b,c"\r\n')
})

const row = exportColumns.map((name) => (name === 'params' ? '{"n": [1]}' : `${name} "1"`))

it('is an object with parameters as they are', () => {
  const parsed: unknown = JSON.parse(jsonRow(row))
  expect(parsed).toMatchObject({ job_id: 'job_id "1"', params: { n: [1] }, last_message: 'last_message "1"' })
  expect(JSON.parse(jsonRow(exportColumns.map(() => null)))).toMatchObject({ params: null, reason: null })
})

it('keeps number, status and times alone of a job on a hidden node', () => {
  const left = withoutHidden(row)
  expect(exportColumns.filter((_, index) => left[index] !== null)).toEqual([
    ...['job_id', 'status', 'created_at', 'started_at', 'completed_at'],
  ])
})
