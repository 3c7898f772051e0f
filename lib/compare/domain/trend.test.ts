import { describe, expect, it } from 'vitest'
import { trendOf, trendPeriod } from './trend'

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

it('is told per hour, day, week or 30 days, by the length of the range', () => {
  const names = [1 / 24, 1, 7, 30, 365].map((days) => trendPeriod(days * day).name)
  expect(names).toEqual(['an hour', 'a day', 'a week', 'a week', 'in 30 d'])
})
