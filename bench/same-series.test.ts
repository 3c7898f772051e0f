import { expect, test } from 'vitest'
import type { SeriesValue } from './reader-calls'
import { requireSame } from './same-series'

const value = (avg: number | null, t = [0, 60]): SeriesValue => ({
  from: 0,
  step: 60,
  metrics: { cpu: { t, count: [2, 0], min: [1, null], avg: [avg, null], max: [3, null] } },
})

test('equal values pass, even if rounded differently; another value, bucket or gap does not', () => {
  requireSame(value(2), value(2 + 1e-12))
  expect(() => requireSame(value(2), value(2.001))).toThrow('avg of cpu at 0 is 2 here and 2.001 there')
  expect(() => requireSame(value(2), value(null))).toThrow('differ')
  expect(() => requireSame(value(2), value(2, [0, 120]))).toThrow('count of cpu at 60')
  expect(() => requireSame(value(2), { ...value(2), metrics: {} })).toThrow('differ')
})

test('counts may be missing, but two empty answers do not count as equal', () => {
  const uncounted = value(2)
  for (const columns of Object.values(uncounted.metrics)) columns.count = []
  requireSame(value(2), uncounted, false)
  expect(() => requireSame(value(2), uncounted)).toThrow('count')
  expect(() => requireSame({ ...value(2), metrics: {} }, value(2))).toThrow('nothing was compared')
})
