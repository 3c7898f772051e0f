import { expect, it } from 'vitest'
import { createdBetween, isTimeEnd } from './created-range'

const now = Date.parse('2026-03-10T22:30:00Z') / 1_000

it.each(['now', 'now-6h', 'now-1d/d', '2026-01-31', '2026-01-31T09:30:00Z', '2026-01-31T09:30:00+02:00'])(
  '%s is a time',
  (text) => expect(isTimeEnd(text)).toBe(true),
)

it.each(['', 'soon', '2026-02-30', '7d', 'now+9999y', 'now-9999y', '2026-01-31T09:30'])(
  '%s is none',
  (text) => expect(isTimeEnd(text)).toBe(false),
)

it('rounds the start down and the end up, in the days of the zone', () => {
  expect(createdBetween({ from: 'now/d', to: 'now/d' }, now, 'UTC')).toEqual({
    ...{ from: '2026-03-10T00:00:00.000Z', to: '2026-03-11T00:00:00.000Z' },
  })
  expect(createdBetween({ from: 'now/d' }, now, 'Asia/Tokyo')).toEqual({
    ...{ from: '2026-03-10T15:00:00.000Z', to: undefined },
  })
})
