import { expect, it } from 'vitest'
import { topOf } from './replay-days'

it('counts requests a day up to a whole number that has a whole half, or to 1', () => {
  for (let most = 1; most <= 2_000; most += 1) {
    const top = topOf([{ day: 0, well: most, failed: 0, other: 0, held: 0 }])
    expect(top).toBeGreaterThanOrEqual(most)
    expect(top === 1 || top % 2 === 0, `${most}: ${top}`).toBe(true)
  }
})
