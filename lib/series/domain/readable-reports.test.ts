import { expect, it } from 'vitest'
import { readableFrom } from './readable-reports'

const range = { from: 0, to: 850, step: 300, edges: [0, 300, 600, 900], open: true }

it('leaves out the oldest buckets from the first one on that is too much', () => {
  expect(readableFrom([3, 2, 1], range, 6)).toBe(0)
  expect(readableFrom([3, 2, 1], range, 5)).toBe(300)
  expect(readableFrom([0, 9, 1], range, 5)).toBe(600)
  expect(readableFrom([0, 0, 9], range, 5)).toBe(850)
})
