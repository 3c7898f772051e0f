import { expect, it } from 'vitest'
import { momentText, windowText } from './window-text'

const now = new Date('2026-11-24T12:00:00Z')
const berlin = 'Europe/Berlin'

it.each([
  [
    'on one day',
    '2026-11-24T21:00:00Z',
    '2026-11-24T22:00:00Z',
    berlin,
    'Tue 24 Nov 22:00–23:00 Europe/Berlin',
  ],
  [
    'over midnight',
    '2026-11-24T22:30:00Z',
    '2026-11-25T01:00:00Z',
    berlin,
    'Tue 24 Nov 23:30 – Wed 25 Nov 02:00 Europe/Berlin',
  ],
  [
    'in another year',
    '2027-01-02T10:00:00Z',
    '2027-01-02T11:00:00Z',
    'UTC',
    'Sat 2 Jan 2027 10:00–11:00 UTC',
  ],
  [
    'in an unknown zone',
    '2026-11-24T21:00:00Z',
    '2026-11-24T22:00:00Z',
    'Mars/Base',
    'Tue 24 Nov 21:00–22:00 UTC',
  ],
])('says a window %s in words', (_, start, end, time_zone, words) => {
  expect(windowText({ start, end, time_zone }, now)).toBe(words)
})

it('puts a moment into words', () => {
  expect(momentText('2026-11-28T01:00:00Z', berlin, now)).toBe('Sat 28 Nov 02:00')
})
