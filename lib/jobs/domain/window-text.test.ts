import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { momentText, windowText } from './window-text'

const now = new Date('2026-11-24T12:00:00Z')
const berlin = 'Europe/Berlin'

it.each([
  [
    'on one day',
    '2026-11-24T21:00:00Z',
    '2026-11-24T22:00:00Z',
    berlin,
    'Tue 24 Nov 22:00–23:00 (+01:00) Europe/Berlin',
  ],
  [
    'over midnight',
    '2026-11-24T22:30:00Z',
    '2026-11-25T01:00:00Z',
    berlin,
    'Tue 24 Nov 23:30 – Wed 25 Nov 02:00 (+01:00) Europe/Berlin',
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
  expect(momentText('2026-10-25T00:30:00Z', berlin, now)).toBe('Sun 25 Oct 02:30 (+02:00)')
  expect(momentText('2026-10-25T01:30:00Z', berlin, now)).toBe('Sun 25 Oct 02:30 (+01:00)')
  expect(momentText('2026-10-25T02:30:00Z', berlin, now)).toBe('Sun 25 Oct 03:30')
  expect(momentText('2026-11-28T01:00:00Z', 'Mars/Base', now)).toBe('Sat 28 Nov 01:00')
})

describe('on days when clocks change', () => {
  const shown = z.object({ zone: z.string(), start: z.string(), end: z.string() })
  const { cases } = z
    .object({ cases: z.array(z.unknown()) })
    .parse(JSON.parse(readFileSync('test/data/windows/windows.json', 'utf8')))
  const windows = cases.flatMap((one) => shown.safeParse(one).data ?? [])

  // The instants of each end as the text says them; dates are those of its start and end. One offset stands for both ends
  // where the zone data of this runtime know no change between them.
  const saidBy = (text: string, { start, end, zone }: z.infer<typeof shown>): number[] => {
    const ends = [...text.matchAll(/(\d\d:\d\d)(?: \((.\d\d:\d\d)\))?/g)]
    const common = ends.at(-1)?.[2]
    return ends.map(([, clock, offset = common], index) => {
      const day = new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date(index ? end : start))
      return Date.parse(`${day}T${clock}:00${offset}`)
    })
  }

  it.each(windows)('both ends of $start to $end in $zone are told apart, with their instants', (window) => {
    const text = windowText({ ...window, time_zone: window.zone }, now)
    expect(saidBy(text, window)).toEqual([Date.parse(window.start), Date.parse(window.end)])
  })

  it('has them all', () => {
    expect(windows).toHaveLength(3)
    const [, berlinWindow] = windows
    expect(berlinWindow && windowText({ ...berlinWindow, time_zone: berlin }, now)).toBe(
      'Sun 25 Oct 02:30 (+02:00) – 02:30 (+01:00) Europe/Berlin',
    )
  })
})
