import { jitter, randomOf } from './noise'

export type ForecastCase = {
  name: string
  /** Per cent of the whole, hour by hour from now (below 0: before); without what happens every night or by chance. */
  level: (random: () => number) => (hour: number) => number
}

const between = (random: () => number, low: number, high: number): number => low + (high - low) * random()
const pace = (random: () => number): number => between(random, 0.4, 3) / 24

/** Disks of known future. */
export const forecastCases: readonly ForecastCase[] = [
  {
    name: 'steady growth',
    level: (random) => {
      const [now, an_hour] = [between(random, 55, 90), pace(random)]
      return (hour) => now + an_hour * hour
    },
  },
  {
    name: 'growth on working days only',
    level: (random) => {
      const [now, an_hour, phase] = [
        between(random, 55, 80),
        pace(random),
        Math.floor(between(random, 0, 7)) * 24,
      ]
      const worked = (hour: number): number => {
        const week = Math.floor((hour + phase) / 168)
        return week * 120 + Math.min(120, hour + phase - week * 168)
      }
      return (hour) => now + 1.4 * an_hour * (worked(hour) - worked(0))
    },
  },
  {
    name: 'growth, cleared 5 to 9 days ago',
    level: (random) => {
      const [now, an_hour, cleared] = [between(random, 40, 80), pace(random), -24 * between(random, 5, 9)]
      return (hour) => now + an_hour * hour + (hour < cleared ? 15 : 0)
    },
  },
  {
    name: 'no growth',
    level: (random) =>
      (
        (now) => () =>
          now
      )(between(random, 30, 90)),
  },
  {
    name: 'no growth, a weekly cycle',
    level: (random) => {
      const [now, phase] = [between(random, 30, 80), between(random, 0, 168)]
      return (hour) => now + 5 * Math.sin((2 * Math.PI * (hour + phase)) / 168)
    },
  },
  {
    name: 'aimless (a random walk)',
    level: (random) => {
      let now = between(random, 40, 80)
      const steps = Array.from({ length: 336 }, () => {
        now += 0.3 * jitter(random)
        return now
      })
      return (hour) => steps[Math.round(hour) + 335] ?? now
    },
  },
]

/** The hourly averages of 14 days: noise, a daily cycle, and three hours of temporary files in every night. */
export function hoursOf(
  { level }: ForecastCase,
  seed: number,
): { hours: number[]; level: (hour: number) => number } {
  const random = randomOf(seed)
  const exact = level(random)
  const [phase, spike, daily, noise] = [
    between(random, 0, 24),
    between(random, 0, 8),
    between(random, 0, 1.5),
    between(random, 0.05, 0.4),
  ]
  let wander = 0
  const hours = Array.from({ length: 336 }, (_, index) => {
    const hour = index - 335
    const ofDay = (((hour + phase) % 24) + 24) % 24
    wander = 0.8 * wander + 0.6 * jitter(random)
    return (
      exact(hour) + daily * Math.sin((2 * Math.PI * ofDay) / 24) + (ofDay < 3 ? spike : 0) + noise * wander
    )
  })
  return { hours, level: exact }
}
