import fc from 'fast-check'
import { expect, it } from 'vitest'
import { columnKind, columnsText, metricsOf, mostColumns, parseColumns } from './fleet-columns'

it('columns read back as they were written, whatever their names', () => {
  const column = fc
    .string({ minLength: 1, maxLength: 20 })
    .filter((text) => text.trim() === text && text !== 'label:')
  fc.assert(
    fc.property(fc.uniqueArray(column, { minLength: 1, maxLength: mostColumns }), (columns) => {
      expect(parseColumns(columnsText(columns))).toEqual(columns)
    }),
  )
})

it.each([
  '',
  ',',
  'a,,b',
  'label:',
  'x'.repeat(256),
  Array.from({ length: mostColumns + 1 }, (_, n) => n).join(),
])('%j is no choice of columns', (text) => {
  expect(parseColumns(text)).toBeUndefined()
})

it('names each column once', () => {
  expect(parseColumns('a, b,a')).toEqual(['a', 'b'])
})

it('tells metrics from labels and from what every node has', () => {
  const columns = ['queue_depth', 'label:site', 'diagnosis', 'label:a:b', 'last-job']
  expect(columns.map(columnKind)).toEqual([
    { kind: 'metric', metric: 'queue_depth' },
    { kind: 'label', key: 'site' },
    { kind: 'diagnosis' },
    { kind: 'label', key: 'a:b' },
    { kind: 'last-job' },
  ])
  expect(metricsOf(columns)).toEqual(['queue_depth'])
})
