/** How often a rule fired in each of the last four weeks of seven days, the oldest first; null: it did not exist for any of that. */
export type Firings = { weeks: (number | null)[]; ever: boolean; noisy: boolean }

export const firingWeeks = 4
export const weekMs = 7 * 86_400_000

/** More alerts than two a day in the last seven days: nobody looks at each of so many. */
const noisyAbove = 14

/** `counts`: alerts by how many whole weeks ago they began. */
export function firingsOf(
  counts: ReadonlyMap<number, number>,
  { created, now, ever }: { created: Date; now: Date; ever: boolean },
): Firings {
  const age = now.getTime() - created.getTime()
  const weeks = Array.from({ length: firingWeeks }, (_, index) => {
    const ago = firingWeeks - 1 - index
    return age > ago * weekMs ? (counts.get(ago) ?? 0) : null
  })
  return { weeks, ever, noisy: (counts.get(0) ?? 0) > noisyAbove }
}
