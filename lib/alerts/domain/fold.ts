import type { Level } from './level'

// The one judgement of a rule on a node, for what comes in and for what would have been: minutes go in, in any order.

/** `minutes` of the last `of` beyond the limit make it fire; it ends once it was well for `keep` minutes. */
export type Firing = { minutes: number; of: number; keep: number }

/** A report of that minute (of the epoch). */
export type Sample = { minute: number; level: Level }

/**
 * Minutes of the epoch. `since`: the first bad minute of what fires; `fired`: the one that decided it; `wellSince`: since when it
 * would be over; `cleared`: when the last one ended.
 */
export type Phase = {
  since: number | null
  fired: number | null
  wellSince: number | null
  cleared: number | null
}

/** The phase after minute `at`, and what is known of the minutes that still matter. */
export type Pair = { at: number; base: Phase; slots: Map<number, Level> }

export type Span = { since: number; fired: number; ended: number | null }

export const calm: Phase = { since: null, fired: null, wellSince: null, cleared: null }

/** A report counts until the next one, for this long: nodes that report every five minutes have no gaps. */
export const carryMinutes = 15
/** How far behind the latest minute a report may come and still count. */
export const lateMinutes = 10

export const pairAt = (at: number, base: Phase = calm): Pair => ({ at, base, slots: new Map() })

/** How many minutes before the latest one a judgement looks back to. */
export const lookBack = (of: number): number => of + carryMinutes + lateMinutes

/** Adds reports and judges again; a minute is as bad as its worst report. `ended`: what fired and is over since. */
export function fold(
  rule: Firing,
  pair: Pair,
  samples: readonly Sample[],
): { pair: Pair; phase: Phase; ended: Span[] } {
  const slots = new Map(pair.slots)
  for (const { minute, level } of samples)
    if (minute > pair.at - rule.of - carryMinutes && level >= (slots.get(minute) ?? 0))
      slots.set(minute, level)
  const levels = carried(slots)
  const head = levels.at(-1)?.[0] ?? pair.at
  const known = new Map(levels)
  const settled = head - lateMinutes
  const ended: Span[] = []
  let [phase, base, at] = [pair.base, pair.base, pair.at]
  for (const [minute, level] of levels) {
    if (minute <= pair.at) continue
    const next = step(rule, phase, minute, level, known)
    if (phase.since !== null && next.since === null)
      ended.push({ since: phase.since, fired: phase.fired ?? minute, ended: minute })
    phase = next
    if (minute <= settled) [base, at] = [phase, minute]
  }
  for (const minute of slots.keys()) if (minute <= at - rule.of - carryMinutes) slots.delete(minute)
  return { pair: { at, base, slots }, phase, ended }
}

/** Nothing fires, and nothing that is known could make it fire. */
export const isQuiet = ({ base, slots }: Pair, phase: Phase): boolean =>
  base.since === null && phase.since === null && ![...slots.values()].includes(2)

function step(
  { minutes, of, keep }: Firing,
  phase: Phase,
  minute: number,
  level: Level,
  known: ReadonlyMap<number, Level>,
): Phase {
  if (phase.since === null) {
    if (level < 2) return phase
    const from = Math.max(minute - of + 1, (phase.cleared ?? Number.NEGATIVE_INFINITY) + 1)
    const bad: number[] = []
    for (let one = from; one <= minute; one += 1) if (known.get(one) === 2) bad.push(one)
    const [since] = bad
    return since === undefined || bad.length < minutes
      ? phase
      : { since, fired: minute, wellSince: null, cleared: phase.cleared }
  }
  if (level > 0) return phase.wellSince === null ? phase : { ...phase, wellSince: null }
  const wellSince = phase.wellSince ?? minute
  return minute - wellSince >= keep ? { ...calm, cleared: minute } : { ...phase, wellSince }
}

/** The minutes in order, each gap of up to `carryMinutes` filled with what came before it. */
function carried(slots: ReadonlyMap<number, Level>): [number, Level][] {
  const sorted = [...slots].sort(([a], [b]) => a - b)
  return sorted.flatMap(([minute, level], index): [number, Level][] => {
    const next = sorted[index + 1]?.[0] ?? minute + 1
    const until = next - minute <= carryMinutes ? next : minute + 1
    return Array.from({ length: until - minute }, (_, offset) => [minute + offset, level])
  })
}
