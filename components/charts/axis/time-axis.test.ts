import { describe, expect, it } from 'vitest'
import { alignRange, bucketEdges } from '@/lib/series/domain/time-range'
import { spanText, timeTicks } from './time-axis'

const at = (iso: string): number => Date.parse(iso) / 1_000

const ticks = (from: string, to: string, most: number, zone: string): string[] =>
  timeTicks(at(from), at(to), most, zone).map((t) => (t.date ? `${t.label} ${t.date}` : t.label))

describe('timeTicks', () => {
  it.each([
    [
      'a quarter of an hour',
      ['2026-11-20T10:01:00Z', '2026-11-20T10:16:00Z', 6, 'UTC'],
      ['10:05 Fri 20 Nov', '10:10', '10:15'],
    ],
    [
      'seconds',
      ['2026-11-20T10:00:50Z', '2026-11-20T10:01:50Z', 4, 'UTC'],
      ['10:01:00 Fri 20 Nov', '10:01:15', '10:01:30', '10:01:45'],
    ],
    [
      'a day in a zone of whole hours',
      ['2026-11-20T10:30:00Z', '2026-11-21T10:30:00Z', 6, 'Africa/Cairo'],
      ['18:00 Fri 20 Nov', '00:00 Sat 21 Nov', '06:00', '12:00'],
    ],
    [
      'a day in a zone of quarter hours',
      ['2026-11-20T10:30:00Z', '2026-11-20T22:30:00Z', 5, 'Asia/Kathmandu'],
      ['18:00 Fri 20 Nov', '21:00', '00:00 Sat 21 Nov', '03:00'],
    ],
    [
      'the night on which the clock goes back: the repeated hour has two ticks, told apart',
      ['2026-10-24T23:30:00Z', '2026-10-25T03:30:00Z', 6, 'Europe/Berlin'],
      ['02:00 Sun 25 Oct', '02:00 2nd', '03:00', '04:00'],
    ],
    [
      'the night on which the clock goes forward: no tick for the skipped hour',
      ['2026-03-28T23:30:00Z', '2026-03-29T03:30:00Z', 6, 'Europe/Berlin'],
      ['01:00 Sun 29 Mar', '03:00', '04:00', '05:00'],
    ],
    [
      'a week across a clock change: still midnights',
      ['2026-10-22T12:00:00Z', '2026-10-29T12:00:00Z', 8, 'Europe/Berlin'],
      ['23 Oct 2026', '24', '25', '26', '27', '28', '29'],
    ],
    [
      'a month across New Year: Mondays',
      ['2026-12-10T00:00:00Z', '2027-01-09T00:00:00Z', 6, 'UTC'],
      ['14 Dec 2026', '21', '28', '4 Jan 2027'],
    ],
    [
      'two years',
      ['2025-11-20T00:00:00Z', '2027-11-20T00:00:00Z', 9, 'UTC'],
      ['Jan 2026', 'Apr', 'Jul', 'Oct', 'Jan 2027', 'Apr', 'Jul', 'Oct'],
    ],
  ] as const)('%s', (_, [from, to, most, zone], expected) => {
    expect(ticks(from, to, most, zone)).toEqual(expected)
  })

  it('puts ticks on the starts of week buckets', () => {
    for (const zone of ['UTC', 'Europe/Berlin', 'America/St_Johns']) {
      const range = alignRange(at('2026-03-01T00:00:00Z'), at('2026-06-01T00:00:00Z'), 10, { zone })
      const found = timeTicks(range.from, range.to, 8, zone)
      expect(found.length).toBeGreaterThan(3)
      expect(bucketEdges(range)).toEqual(expect.arrayContaining(found.map((tick) => tick.at)))
    }
  })

  it('stays within the range and the tick limit, from a minute to decades', () => {
    const to = at('2026-11-23T12:34:56Z')
    for (const zone of ['UTC', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Auckland'])
      for (const length of [60, 900, 3_600, 21_600, 86_400, 604_800, 2_592_000, 7_776_000, 5e7, 1.7e9])
        for (const most of [3, 6, 10]) {
          const found = timeTicks(to - length, to, most, zone)
          expect(found.length).toBeLessThanOrEqual(most + 1)
          expect(found.every((tick) => tick.at >= to - length && tick.at <= to)).toBe(true)
        }
  })

  it('keeps its ticks while the range moves on', () => {
    const first = timeTicks(at('2026-11-01T10:00:00Z'), at('2026-11-23T10:00:00Z'), 6, 'UTC')
    const later = timeTicks(at('2026-11-02T10:00:00Z'), at('2026-11-24T10:00:00Z'), 6, 'UTC')
    const kept = first.filter((tick) => tick.at >= at('2026-11-02T10:00:00Z'))
    expect(later.map((tick) => tick.at)).toEqual(expect.arrayContaining(kept.map((tick) => tick.at)))
  })
})

describe('spanText', () => {
  it.each([
    ['2026-11-20T09:00:00Z', '2026-11-20T12:00:00Z', 'UTC', 'Fri 20 Nov 2026 09:00–12:00'],
    ['2026-11-20T09:00:10Z', '2026-11-20T09:00:20Z', 'UTC', 'Fri 20 Nov 2026 09:00:10–09:00:20'],
    ['2026-11-20T21:00:00Z', '2026-11-21T00:00:00Z', 'UTC', 'Fri 20 Nov 2026 21:00 – Sat 21 Nov 00:00'],
    ['2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z', 'UTC', 'Fri 20 Nov 2026'],
    ['2026-11-15T23:00:00Z', '2026-11-22T23:00:00Z', 'Europe/Berlin', 'Mon 16 Nov – Sun 22 Nov 2026'],
    ['2024-12-30T00:00:00Z', '2025-01-06T00:00:00Z', 'UTC', 'Mon 30 Dec 2024 – Sun 5 Jan 2025'],
    [
      '2024-11-23T10:00:00Z',
      '2026-11-23T11:00:10Z',
      'UTC',
      'Sat 23 Nov 2024 10:00:00 – Mon 23 Nov 2026 11:00:10',
    ],
    ['2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', 'Europe/Berlin', 'Sun 29 Mar 2026'],
    ['2018-11-04T03:00:00Z', '2018-11-05T02:00:00Z', 'America/Sao_Paulo', 'Sun 4 Nov 2018'],
    ['2026-11-20T00:00:00Z', '2026-11-20T00:00:00Z', 'UTC', 'Fri 20 Nov 2026 00:00–00:00'],
    [
      '2026-10-24T23:30:00Z',
      '2026-10-25T02:30:00Z',
      'Europe/Berlin',
      'Sun 25 Oct 2026 01:30 (+02:00)–03:30 (+01:00)',
    ],
    [
      '2026-10-25T01:00:00Z',
      '2026-10-25T01:30:00Z',
      'Europe/Berlin',
      'Sun 25 Oct 2026 02:00 (+01:00)–02:30 (+01:00)',
    ],
    ['2026-11-20T09:00:00Z', '2026-11-20T12:00:00Z', 'Asia/Kathmandu', 'Fri 20 Nov 2026 14:45–17:45'],
  ])('%s', (from, to, zone, text) => {
    expect(spanText(at(from), at(to), zone)).toBe(text)
  })
})
