import fc from 'fast-check'
import { expect, it } from 'vitest'
import { giveUpHours, pauseMs } from './retry'

const hour = 3_600_000

it('pauses between 10 s and an hour, never less than was asked for within it, and grows with what was tried', () => {
  const times = fc.integer({ min: 0, max: giveUpHours * hour })
  const random = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(times, times, random, fc.integer({ min: 0, max: 10 * hour }), (one, two, chance, asked) => {
      const pause = pauseMs(one, chance, asked)
      expect(pause).toBeGreaterThanOrEqual(Math.min(hour, Math.max(10_000, asked)))
      expect(pause).toBeLessThanOrEqual(hour)
      expect(pauseMs(Math.max(one, two), chance)).toBeGreaterThanOrEqual(pauseMs(Math.min(one, two), chance))
    }),
  )
})

it('doubles, so that a day is some thirty attempts', () => {
  let [tried, attempts] = [0, 1]
  const pauses: number[] = []
  for (; tried < giveUpHours * hour; attempts += 1) {
    const pause = pauseMs(tried, 0)
    pauses.push(pause / 1_000)
    tried += pause
  }
  expect(pauses.slice(0, 6)).toEqual([10, 10, 20, 40, 80, 160])
  expect(attempts).toBeGreaterThan(25)
  expect(attempts).toBeLessThan(40)
})

it('spreads what failed together', () => {
  expect(pauseMs(60_000, 1)).toBe(75_000)
})
