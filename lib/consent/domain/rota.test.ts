import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDay } from '@/lib/kernel/time/calendar-day'
import { offsetAt } from '@/lib/kernel/time/time-zone'
import { nextHandovers, onDuty, type Rota } from './rota'

const dayMs = 86_400_000
const day = (text: string): number => parseDay(text) ?? Number.NaN
const at = (iso: string): number => Date.parse(iso)

const weekly: Rota = {
  people: ['ana', 'ben', 'chi'],
  available: new Set(['ana', 'ben', 'chi']),
  turnDays: 7,
  startsOn: day('2026-10-19'),
  handoverMinute: 9 * 60,
  timeZone: 'Europe/Berlin',
  swaps: [],
}

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Asia/Kathmandu',
]
const names = ['ana', 'ben', 'chi', 'dee', 'eve']
const from = at('2025-01-01T00:00:00Z')
const moment = fc.integer({ min: from, max: from + 900 * dayMs })

const rotas: fc.Arbitrary<Rota> = fc
  .record({
    people: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 }),
    available: fc.uniqueArray(fc.constantFrom(...names)).map((some) => new Set(some)),
    turnDays: fc.constantFrom(1, 2, 7, 14),
    startsOn: fc.integer({ min: day('2025-01-01'), max: day('2026-12-31') }),
    handoverMinute: fc.integer({ min: 0, max: 1_439 }),
    timeZone: fc.constantFrom(...zones),
    swaps: fc.array(
      fc.record({
        person: fc.constantFrom(...names),
        insteadOf: fc.constantFrom(...names),
        from: moment,
        length: fc.integer({ min: 1, max: 20 * dayMs }),
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ swaps, ...rota }) => ({
    ...rota,
    swaps: swaps.map(({ length, ...swap }) => ({ ...swap, until: swap.from + length })),
  }))

/** The time of day that clocks of the zone show, in minutes. */
const clockMinute = (time: number, zone: string): number =>
  Math.floor((((time / 1_000 + offsetAt(time / 1_000, zone)) % 86_400) + 86_400) % 86_400) / 60

describe('onDuty', () => {
  it('is always one person who can vote, while anybody of the rota can', () => {
    fc.assert(
      fc.property(rotas, moment, (rota, time) => {
        const person = onDuty(rota, time)
        const anybody = rota.people.some((one) => rota.available.has(one))
        return anybody ? person !== null && rota.available.has(person) : person === null
      }),
    )
  })

  it('changes only at hand-overs, which are at the same time of day, and where a swap begins or ends', () => {
    fc.assert(
      fc.property(rotas, moment, (rota, time) => {
        const swaps = new Set(rota.swaps.flatMap((swap) => [swap.from, swap.until]))
        for (const next of nextHandovers(rota, time, 4)) {
          expect(onDuty(rota, next.at)).toBe(next.person)
          expect(onDuty(rota, next.at - 1)).not.toBe(next.person)
          if (swaps.has(next.at)) continue
          // Unless clocks skip that time on this day.
          const skips =
            offsetAt(next.at / 1_000 - 1, rota.timeZone) !== offsetAt(next.at / 1_000, rota.timeZone)
          if (!skips) expect(clockMinute(next.at, rota.timeZone)).toBe(rota.handoverMinute)
        }
      }),
    )
  })

  it('misses no change before the last hand-over that is named', () => {
    fc.assert(
      fc.property(rotas, moment, fc.double({ min: 0, max: 1, noNaN: true }), (rota, time, part) => {
        const next = nextHandovers(rota, time, 3)
        const last = next.at(-1)?.at ?? time
        const between = Math.floor(time + part * (last - time))
        const named = next.findLast((one) => one.at <= between)?.person ?? onDuty(rota, time)
        expect(onDuty(rota, between)).toBe(named)
      }),
    )
  })

  it('gives everybody turns of the same number of days, 23 or 25 hours long where clocks change', () => {
    const daily = { ...weekly, turnDays: 1, startsOn: day('2026-10-23') }
    const times = nextHandovers(daily, at('2026-10-23T08:00:00Z'), 4).map(({ at }) => at)
    expect(times.map((time) => new Date(time).toISOString())).toEqual([
      '2026-10-24T07:00:00.000Z',
      '2026-10-25T08:00:00.000Z',
      '2026-10-26T08:00:00.000Z',
      '2026-10-27T08:00:00.000Z',
    ])
    const spring = nextHandovers({ ...daily, handoverMinute: 150 }, at('2027-03-27T12:00:00Z'), 2)
    // 02:30 does not exist on 28 March: clocks go from 02:00 to 03:00.
    expect(spring.map((one) => new Date(one.at).toISOString())).toEqual([
      '2027-03-28T01:00:00.000Z',
      '2027-03-29T00:30:00.000Z',
    ])
  })

  it('goes through the order, and begins with the first person however early it is set', () => {
    const who = ['2026-10-01', '2026-10-19', '2026-10-27', '2026-11-03', '2026-11-10'].map((date) =>
      onDuty(weekly, at(`${date}T12:00:00Z`)),
    )
    expect(who).toEqual(['ana', 'ana', 'ben', 'chi', 'ana'])
    expect(onDuty(weekly, at('2026-10-26T07:59:59Z'))).toBe('ana')
    expect(onDuty(weekly, at('2026-10-26T08:00:00Z'))).toBe('ben')
  })

  it('passes over who has left or is disabled, and moves no other turn', () => {
    const without = { ...weekly, available: new Set(['ana', 'chi']) }
    const who = ['2026-10-20', '2026-10-27', '2026-11-03', '2026-11-10'].map((date) =>
      onDuty(without, at(`${date}T12:00:00Z`)),
    )
    expect(who).toEqual(['ana', 'chi', 'chi', 'ana'])
  })

  it('takes somebody else for who would be on duty, for the time of a swap alone', () => {
    const swap = {
      person: 'ana',
      insteadOf: 'ben',
      from: at('2026-10-25T00:00:00Z'),
      until: at('2026-10-29T00:00:00Z'),
    }
    const swapped = { ...weekly, swaps: [swap] }
    expect(onDuty(swapped, at('2026-10-28T23:59:59Z'))).toBe('ana')
    expect(onDuty(swapped, at('2026-10-29T00:00:00Z'))).toBe('ben')
    // Ben is not on duty in another one’s turn.
    expect(onDuty({ ...weekly, swaps: [{ ...swap, person: 'chi' }] }, at('2026-10-25T12:00:00Z'))).toBe('ana')
    // Whoever cannot vote takes nobody’s turn.
    const gone = { ...swapped, available: new Set(['ben', 'chi']) }
    expect(onDuty(gone, at('2026-10-28T12:00:00Z'))).toBe('ben')
  })
})
