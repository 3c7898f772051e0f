import { expect, it } from 'vitest'
import { usualText } from './usual-text'

it('reads the hour in which the middle of a bucket is, and says nothing of one that is not known', () => {
  const usual = { from: 7_200, low: [20, null, 1], high: [45, null, 2] }
  const scale = { axis: { domain: [0, 100] as [number, number], ticks: [], step: 25, log: false }, unit: '%' }
  expect(usualText(usual, { x: 10_799 }, scale)).toBe('usual 20 to 45%')
  expect(usualText(usual, { x: 10_800 }, scale)).toBeNull()
  expect(usualText(usual, { x: 14_400 }, scale)).toBe('usual 1 to 2%')
  expect(usualText(usual, { x: 7_199 }, scale)).toBeNull()
})
