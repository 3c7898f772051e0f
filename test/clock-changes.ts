import fc from 'fast-check'
import { offsetAt } from '@/lib/kernel/time/time-zone'

const week = 7 * 86_400
const known = new Map<string, number[]>()

/** When the clocks of a zone change between two moments; epoch seconds. */
function clockChanges(zone: string, from: number, to: number): number[] {
  const key = `${zone} ${from} ${to}`
  const found = known.get(key) ?? []
  if (known.has(key)) return found
  known.set(key, found)
  for (let start = from; start < to; start += week) {
    let [before, after] = [start, Math.min(start + week, to)]
    if (offsetAt(before, zone) === offsetAt(after, zone)) continue
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2)
      if (offsetAt(middle, zone) === offsetAt(before, zone)) before = middle
      else after = middle
    }
    found.push(after)
  }
  return found
}

/**
 * A zone and a moment, half of them within an hour and a half of a change of its clocks, which chance would hardly ever meet. Whole
 * epoch seconds.
 */
export const zonedMoment = (
  zones: readonly string[],
  [from, to]: readonly [number, number],
): fc.Arbitrary<{ zone: string; at: number }> =>
  fc
    .record({
      zone: fc.constantFrom(...zones),
      at: fc.integer({ min: from, max: to }),
      pick: fc.option(fc.nat(), { freq: 2 }),
      beside: fc.integer({ min: -5_400, max: 5_400 }),
    })
    .map(({ zone, at, pick, beside }) => {
      const changes = pick === null ? [] : clockChanges(zone, from, to)
      const change = changes[(pick ?? 0) % Math.max(1, changes.length)]
      return { zone, at: change === undefined ? at : Math.min(Math.max(change + beside, from), to) }
    })
