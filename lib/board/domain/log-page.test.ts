import { expect, it } from 'vitest'
import { isLogPage, mostLines, withNewest } from './log-page'

const line = (seq: number) => ({ seq, at: '2026-03-01T00:00:00Z', stream: 'stdout' as const, line: `${seq}` })
const lines = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => line(from + n))
const seqs = (some: readonly { seq: number }[]) => some.map(({ seq }) => seq)

it('keeps older lines that were loaded while new ones come', () => {
  expect(seqs(withNewest(lines(1, 6), lines(5, 8)))).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
})

it('keeps nothing across a gap', () => {
  expect(seqs(withNewest(lines(1, 3), lines(7, 8)))).toEqual([7, 8])
  expect(seqs(withNewest([], lines(7, 8)))).toEqual([7, 8])
})

it('keeps no more lines than a page can show', () => {
  const shown = withNewest(lines(1, mostLines), lines(mostLines - 1, mostLines + 2))
  expect(shown).toHaveLength(mostLines)
  expect(shown[0]?.seq).toBe(3)
})

it.each([
  [{ lines: [line(1)], next_after: null, next_before: 1 }, true],
  [{ lines: [], next_after: null }, false],
  [{ lines: ['a'], next_after: null, next_before: null }, false],
  [null, false],
])('takes %j for a page of a log: %s', (value, is) => {
  expect(isLogPage(value)).toBe(is)
})
