import type { ReplayDay } from './replay'

const dayMs = 86_400_000

/** So many days are replayed. */
export const replayDays = 90

/** From the beginning of the day in UTC that was `replayDays` before. */
export const replayStart = (now: number): number => Math.floor(now / dayMs) * dayMs - replayDays * dayMs

/** Each day until now, also those on which nothing was requested. */
export function everyDay(days: readonly ReplayDay[], now: number): ReplayDay[] {
  const known = new Map(days.map((day) => [day.day, day]))
  return Array.from({ length: replayDays + 1 }, (_, index) => {
    const day = replayStart(now) + index * dayMs
    return known.get(day) ?? { day, well: 0, failed: 0, other: 0, held: 0 }
  })
}

const steps = [1, 2, 4, 6]

/** A round number above the busiest day: 1, or one whose half is a whole number of requests too. */
export function topOf(days: readonly ReplayDay[]): number {
  const most = Math.max(1, ...days.map(({ well, failed, other, held }) => well + failed + other + held))
  const size = 10 ** Math.floor(Math.log10(most))
  return (steps.find((step) => step * size >= most) ?? 10) * size
}
