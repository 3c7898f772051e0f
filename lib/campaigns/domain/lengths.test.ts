import { expect, it } from 'vitest'
import { inMinutes, inUnits } from './lengths'

it.each([
  [0, 0, 'minutes'],
  [30, 30, 'minutes'],
  [60, 1, 'hours'],
  [90, 90, 'minutes'],
  [1_440, 1, 'days'],
  [2_160, 36, 'hours'],
] as const)('%i minutes are shown as %i %s, and are the same minutes again', (minutes, amount, unit) => {
  expect(inUnits(minutes)).toEqual({ amount, unit })
  expect(inMinutes(amount, unit)).toBe(minutes)
})

it('takes parts of a unit as whole minutes', () => {
  expect(inMinutes(0.5, 'hours')).toBe(30)
  expect(inMinutes(1.333, 'hours')).toBe(80)
  expect(inMinutes(Number.NaN, 'days')).toBeNaN()
})
