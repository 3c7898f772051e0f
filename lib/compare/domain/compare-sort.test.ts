import { expect, it } from 'vitest'
import { compareSort, inOrder, nextCompareSort } from './compare-sort'

const row = (name: string, avg: number | null) => ({
  ...{ did: `did:x:${name}`, name, avg },
  ...{ min: null, max: null, now: null, before: null, trend: null },
})
const names = (rows: { name: string }[]) => rows.map(({ name }) => name)
const rows = [row('node-10', 5), row('node-2', null), row('node-1', 9), row('node-3', 5)]

it('puts the highest first, those without a figure last either way, and equal ones by name', () => {
  expect(names(inOrder(rows, '-avg'))).toEqual(['node-1', 'node-3', 'node-10', 'node-2'])
  expect(names(inOrder(rows, 'avg'))).toEqual(['node-3', 'node-10', 'node-1', 'node-2'])
})

it('orders names as people count', () => {
  expect(names(inOrder(rows, 'name'))).toEqual(['node-1', 'node-2', 'node-3', 'node-10'])
})

it('turns with each click, and begins at the highest', () => {
  expect(nextCompareSort('max', '-avg')).toBe('-max')
  expect(nextCompareSort('max', '-max')).toBe('max')
  expect(nextCompareSort('name', '-avg')).toBe('name')
  expect(compareSort('constructor')).toBe('-avg')
})
