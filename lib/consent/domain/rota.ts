import { dayAt, momentOf, parseZone } from '@/lib/kernel/time/time-zone'

/** One person for another, while that one would be on duty; milliseconds since 1970. */
type Swap = { person: string; insteadOf: string; from: number; until: number }

/** Who of a group is on duty when, by the ids of people. */
export type Rota = {
  /** In the order of their turns. */
  people: readonly string[]
  /** Those who can vote for the group now: members who are approvers and not disabled. */
  available: ReadonlySet<string>
  turnDays: number
  /** The day of the first turn, in days since 1 January 1970. */
  startsOn: number
  /** Minutes since midnight, as clocks of the zone show them. */
  handoverMinute: number
  timeZone: string
  /** The oldest first. */
  swaps: readonly Swap[]
}

/** The rota of a group. */
export type GroupRota = Omit<Rota, 'swaps'> & {
  groupId: string
  groupName: string
  /** Minutes until the whole group is told of a request. */
  escalateMinutes: number
  swaps: (Rota['swaps'][number] & { swapId: string })[]
  /** Everybody whom it names, by id. */
  named: Readonly<Record<string, { did: string; name: string }>>
}

export type Handover = { at: number; person: string }

type Turns = Pick<Rota, 'turnDays' | 'startsOn' | 'handoverMinute' | 'timeZone'>

/** When a turn begins: across a clock change at the same time of day, or when clocks go forward over it. */
function startOf(turn: number, { turnDays, startsOn, handoverMinute, timeZone }: Turns): number {
  const zone = parseZone(timeZone) ?? 'UTC'
  return momentOf(startsOn + turn * turnDays, handoverMinute * 60, zone) * 1_000
}

/** The number of the turn at a time; the first one reaches back to whenever the rota was set. */
function turnAt(rota: Turns, at: number): number {
  const day = dayAt(Math.floor(at / 1_000), parseZone(rota.timeZone) ?? 'UTC')
  let turn = Math.floor((day - rota.startsOn) / rota.turnDays)
  while (startOf(turn, rota) > at) turn -= 1
  while (startOf(turn + 1, rota) <= at) turn += 1
  return Math.max(0, turn)
}

function onDutyIn(turn: number, { people, available, swaps }: Rota, at: number): string | null {
  const first = turn % Math.max(1, people.length)
  const inTurn = [...people.slice(first), ...people.slice(0, first)].find((one) => available.has(one))
  return swaps.reduce<string | null>(
    (person, swap) =>
      swap.insteadOf === person && swap.from <= at && at < swap.until && available.has(swap.person)
        ? swap.person
        : person,
    inTurn ?? null,
  )
}

/**
 * Who is on duty at a time, in milliseconds since 1970. Whoever cannot vote now is passed over: the next in the order has
 * their turn, and no other turn moves. Null while nobody of the rota can vote.
 */
export const onDuty = (rota: Rota, at: number): string | null => onDutyIn(turnAt(rota, at), rota, at)

/** The next times at which somebody else is on duty, soonest first. */
export function nextHandovers(rota: Rota, now: number, most: number): Handover[] {
  const turn = turnAt(rota, now)
  const turns = most * (rota.people.length + 1)
  const times = [
    ...Array.from({ length: turns }, (_, n) => startOf(turn + 1 + n, rota)),
    ...rota.swaps.flatMap(({ from, until }) => [from, until]),
  ]
  const last = startOf(turn + turns, rota)
  const found: Handover[] = []
  let before = onDuty(rota, now)
  for (const at of new Set(times.filter((time) => time > now && time <= last).sort((a, b) => a - b))) {
    const person = onDuty(rota, at)
    if (person !== null && person !== before) found.push({ at, person })
    before = person
    if (found.length === most) break
  }
  return found
}
