import { expect, test } from 'vitest'
import { loopTurn, stepper } from './loop-turn'

test('of much work at once, others wait for one step only', async () => {
  let steps = 0
  const work = async (): Promise<void> => {
    for (let n = 0; n < 5; n += 1) {
      await loopTurn()
      steps += 1
    }
  }
  const all = Promise.all(Array.from({ length: 10 }, work))
  const seen: number[] = []
  while (steps < 50) {
    await new Promise((resolve) => setImmediate(resolve))
    seen.push(steps)
  }
  await all
  const between = seen.map((now, place) => now - (seen[place - 1] ?? 0))
  expect(Math.max(...between)).toBe(1)
})

test('a step is full after so many characters, whatever their parts', () => {
  const isFull = stepper(100)
  expect([60, 39, 1, 99, 1, 250, 10].map(isFull)).toEqual([false, false, true, false, true, true, false])
})
