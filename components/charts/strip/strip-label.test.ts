import { expect, it } from 'vitest'
import { stripLabels } from './strip-label'

const range = { from: 0, to: 100 }
const tick = (at: number, label: string, date: string | null = null) => ({ at, label, date })

it('writes dates where they change, running inwards at the edges', () => {
  const ticks = [tick(2, '20:00', 'Mon 23 Nov'), tick(50, '22:00'), tick(98, '24', 'Nov 2026')]
  expect(stripLabels(ticks, range, 1_000)).toEqual([
    { at: 2, text: 'Mon 23 Nov 20:00', share: 2, side: 'right' },
    { at: 50, text: '22:00', share: 50, side: 'middle' },
    { at: 98, text: '24 Nov 2026', share: 98, side: 'left' },
  ])
})

it('leaves out labels that would overlap the one before', () => {
  const ticks = [tick(2, '20:00', 'Mon 23 Nov'), tick(35, '22:00'), tick(68, '00:00'), tick(95, '02:00')]
  expect(stripLabels(ticks, range, 280).map(({ at }) => at)).toEqual([2, 68, 95])
  expect(stripLabels(ticks, range, 100).map(({ at }) => at)).toEqual([2])
})

it('cuts no label off, however narrow the strip is', () => {
  const ticks = [tick(36, '12:00', 'Sat 28 Nov'), tick(86, '00:00', 'Sun 29 Nov')]
  expect(stripLabels(ticks, range, 300).map(({ at, side }) => [at, side])).toEqual([
    [36, 'middle'],
    [86, 'left'],
  ])
  expect(stripLabels(ticks, range, 233).map(({ at }) => at)).toEqual([36])
  expect(stripLabels(ticks, range, 60)).toEqual([])
})
