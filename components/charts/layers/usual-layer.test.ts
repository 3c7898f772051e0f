import { expect, it } from 'vitest'
import { usualPath } from './usual-layer'

const hour = 3_600
const place = { x: (at: number) => at / hour, y: (value: number) => value }
const axis = { domain: [0, 100] as [number, number], ticks: [], step: 25, log: false }

it('goes by whole hours, above there and below back, and leaves out hours that are not known', () => {
  const band = { from: 0, low: [10, 20, null, 5], high: [30, 40, null, 50] }
  expect(usualPath(band, place, axis)).toBe('M0 30L1 30L1 40L2 40L2 20L1 20L1 10L0 10ZM3 50L4 50L4 5L3 5Z')
})

it('stays on the axis', () => {
  expect(usualPath({ from: 0, low: [-20], high: [500] }, place, axis)).toBe('M0 100L1 100L1 0L0 0Z')
})
