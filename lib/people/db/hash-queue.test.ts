import { expect, it } from 'vitest'
import { databaseDown } from '@/lib/kernel/database-down'
import { inTurn } from './hash-queue'

it('one at a time, in order; 40 wait, and the next one is refused with words and a time', async () => {
  const order: number[] = []
  let running = 0
  const gates: (() => void)[] = []
  const work = (n: number) =>
    inTurn(async () => {
      running += 1
      expect(running).toBe(1)
      order.push(n)
      if (n === 0) await new Promise<void>((open) => gates.push(open))
      running -= 1
      if (n === 1) throw new Error('the second one fails')
      return n
    })
  const all = Array.from({ length: 41 }, (_, n) => work(n).catch((error: unknown) => String(error)))
  const refused = await work(41).catch((error: unknown) => databaseDown(error))
  expect(refused).toEqual({
    kind: 'unavailable',
    detail: expect.stringMatching(/sign.* try again/i),
    retryAfter: 5,
  })
  gates[0]?.()
  expect((await Promise.all(all)).slice(0, 3)).toEqual([0, 'Error: the second one fails', 2])
  expect(order).toEqual(Array.from({ length: 41 }, (_, n) => n))
  expect(await work(50)).toBe(50)
})
