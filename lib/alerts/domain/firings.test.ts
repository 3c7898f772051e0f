import { expect, it } from 'vitest'
import { firingsOf, weekMs } from './firings'

const now = new Date('2026-11-30T12:00:00Z')
const old = new Date(now.getTime() - 10 * weekMs)

it('counts four weeks, the oldest first, and none of those before the rule', () => {
  const counts = new Map([
    [0, 3],
    [2, 5],
  ])
  expect(firingsOf(counts, { created: old, now, ever: true }).weeks).toEqual([0, 5, 0, 3])
  const young = new Date(now.getTime() - 1.5 * weekMs)
  expect(firingsOf(counts, { created: young, now, ever: true }).weeks).toEqual([null, null, 0, 3])
})

it.each([
  [14, false],
  [15, true],
])('%i alerts in seven days: noisy is %s', (count, noisy) => {
  expect(firingsOf(new Map([[0, count]]), { created: old, now, ever: true }).noisy).toBe(noisy)
  expect(firingsOf(new Map([[1, count]]), { created: old, now, ever: true }).noisy).toBe(false)
})
