import { expect, test } from 'vitest'
import { inTurn, interleave, median, quantile, sample, timed } from './stats'

test('the median does not depend on the order, and one outlier does not move it', () => {
  expect(median([3])).toBe(3)
  expect(median([10, 1, 2])).toBe(2)
  expect(median([4, 1, 3, 2])).toBe(2.5)
  expect(median([1, 2, 3, 4, 9_000])).toBe(3)
  expect(() => median([])).toThrow('no median')
})

test('a quantile is one of the values', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)
  expect(quantile(hundred, 0.99)).toBe(99)
  expect(quantile(hundred, 0.5)).toBe(50)
  expect(quantile([7, 5], 0)).toBe(5)
  expect(quantile([7, 5], 1)).toBe(7)
  expect(() => quantile([], 0.5)).toThrow('no quantile')
})

test('two sides alternate, each begins equally often, and the warm-up does not count', async () => {
  const order: string[] = []
  const side = (name: string) => async (round: number) => {
    order.push(`${name}${round}`)
    return round
  }
  const samples = await interleave(side('o'), side('t'), 4)
  expect(order).toEqual(['o-1', 't-1', 'o0', 't0', 't1', 'o1', 'o2', 't2', 't3', 'o3'])
  expect(samples).toEqual({ ours: [0, 1, 2, 3], theirs: [0, 1, 2, 3] })
})

test('a short call is repeated, a long one is not', async () => {
  const times = [5, 1, 9, 2, 8, 3, 7, 4, 6, 1_000]
  let calls = 0
  const once = async () => times[calls++] ?? 0
  expect(await sample(9, once)).toBe(5)
  expect(calls).toBe(9)
  calls = 9
  expect(await sample(9, once)).toBe(1_000)
  expect(calls).toBe(10)
})

test('timed work is awaited', async () => {
  let done = false
  const ms = await timed(async () => {
    await new Promise((wake) => setTimeout(wake, 20))
    done = true
  })
  expect(done).toBe(true)
  expect(ms).toBeGreaterThan(15)
})

test('sides are called in turn, another one first each time, and the warm-up does not count', async () => {
  const order: string[] = []
  let ms = 0
  const side = (name: string) => async () => {
    order.push(name)
    ms += 1
    return ms
  }
  const samples = await inTurn([side('a'), side('b'), side('c')], 1, 2)
  expect(order.join('')).toBe('abcbca'.repeat(2))
  expect(samples).toEqual([[[7, 12]], [[8, 10]], [[9, 11]]])
})
