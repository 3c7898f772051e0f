import { describe, expect, it } from 'vitest'
import { isAmbiguous, trendOf, trendPeriod } from './trend'

const day = 86_400
const hour = 3_600

/** A generator with a seed, so that the rates below are the same on every run. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

const range = (days: number) => ({ from: 0, to: days * day })
const hourly = (days: number, value: (x: number) => number) =>
  Array.from({ length: days * 24 }, (_, n) => ({ x: (n + 0.5) * hour, value: value((n + 0.5) * hour) }))
const wave = (x: number): number => 20 * Math.sin((x / day) * 2 * Math.PI)

describe('a trend', () => {
  it('is the slope of what grows evenly, whatever the rhythm of days above it', () => {
    const trend = trendOf(
      hourly(7, (x) => 40 + 3 * (x / day) + wave(x)),
      range(7),
    )
    expect((trend?.slope ?? 0) * day).toBeCloseTo(3, 6)
  })

  it('is none for what stays the same, however it waves', () => {
    expect(trendOf(hourly(7, wave), range(7))).toBeNull()
    expect(
      trendOf(
        hourly(7, () => 5),
        range(7),
      ),
    ).toBeNull()
  })

  it('is not told for a day or two, whose rhythm would pass for one', () => {
    for (const days of [1, 2, 3])
      for (const start of [0, 0.25, 0.5, 0.75])
        expect(
          trendOf(
            hourly(days, (x) => 40 + wave(x + start * day)),
            range(days),
          ),
        ).toBeNull()
    expect([1 / 4, 1 / 2, 1, 3, 4].map((days) => isAmbiguous(days * day))).toEqual([
      ...[false, true, true, true, false],
    ])
  })

  it('of a few hours is what they show', () => {
    const rising = Array.from({ length: 60 }, (_, n) => ({ x: (n + 0.5) * 360, value: n }))
    expect((trendOf(rising, { from: 0, to: 6 * hour })?.slope ?? 0) * hour).toBeCloseTo(10, 6)
  })

  it('is not moved by a spike', () => {
    const spiky = hourly(14, (x) => 10 + x / day + (Math.floor(x / day) === 12 ? 500 : 0))
    expect((trendOf(spiky, range(14))?.slope ?? 0) * day).toBeCloseTo(1, 1)
  })

  it('is none with fewer than six points', () => {
    expect(
      trendOf(
        hourly(5, (x) => x),
        range(5),
      ),
    ).toBeNull()
    expect(trendOf([], range(7))).toBeNull()
  })

  it('holds the true slope in its band, and is found in flat noise in at most one of fifteen', () => {
    const next = random(7)
    const noise = (): number => (next() + next() + next() + next() - 2) * 10
    let [alarms, held] = [0, 0]
    for (let round = 0; round < 400; round += 1) {
      if (
        trendOf(
          hourly(14, (x) => 50 + wave(x) + noise()),
          range(14),
        )
      )
        alarms += 1
      const rising = trendOf(
        hourly(14, (x) => 50 + 2 * (x / day) + wave(x) + noise()),
        range(14),
      )
      if (rising && rising.low * day <= 2 && rising.high * day >= 2) held += 1
    }
    expect(alarms / 400).toBeLessThan(1 / 15)
    expect(held / 400).toBeGreaterThan(0.9)
  })
})

it('is told per hour, week or 30 days, by the length of the range', () => {
  const names = [1 / 24, 1 / 4, 4, 30, 365].map((days) => trendPeriod(days * day).name)
  expect(names).toEqual(['an hour', 'an hour', 'a week', 'a week', 'in 30 d'])
})
