import fc from 'fast-check'
import { expect, it } from 'vitest'
import { csvHead, csvLine, exportColumns, jsonRow, withoutHidden } from './export-row'

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

it('has any text as JSON writes it', () => {
  const units = fc.constantFrom(...'a"\\\n\t\0/é\u2028\ud83d\ude00')
  fc.assert(
    fc.property(fc.string({ unit: units }), (text) => {
      const json = jsonRow(exportColumns.map((name) => (name === 'reason' ? text : null)))
      expect(json).toContain(`"reason":${JSON.stringify(text)},`)
    }),
  )
})

it('keeps number, status and times alone of a job on a hidden node', () => {
  const left = withoutHidden(row)
  expect(exportColumns.filter((_, index) => left[index] !== null)).toEqual([
    ...['job_id', 'status', 'created_at', 'started_at', 'completed_at'],
  ])
})
