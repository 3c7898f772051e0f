import { dayText } from '@/lib/kernel/time/calendar-day'
import type { NamedPerson, ShownRota } from './consent-page'
import { type GroupRota, nextHandovers, onDuty } from './rota'
import { clockText } from './rule-text'

const shownHandovers = 5

const isoOf = (at: number): string => new Date(at).toISOString()

/** A rota with the names of its people; whoever no longer exists is left out. */
export function shownRota(rota: GroupRota, now: number): ShownRota {
  const person = (id: string | null) => (id === null ? null : (rota.named[id] ?? null))
  return {
    people: rota.people.flatMap((id) => {
      const one = person(id)
      return one ? { ...one, available: rota.available.has(id) } : []
    }),
    ...{
      turnDays: rota.turnDays,
      startsOn: dayText(rota.startsOn),
      handover: clockText(rota.handoverMinute),
    },
    ...{ timeZone: rota.timeZone, escalateMinutes: rota.escalateMinutes },
    onDuty: person(onDuty(rota, now)),
    next: nextHandovers(rota, now, shownHandovers).flatMap(({ at, person: id }) => {
      const one = person(id)
      return one ? { at: isoOf(at), person: one } : []
    }),
    swaps: rota.swaps.flatMap(({ swapId, from, until, ...swap }) => {
      const [takes, gives] = [person(swap.person), person(swap.insteadOf)]
      return takes && gives
        ? { swapId, person: takes, insteadOf: gives, starts: isoOf(from), ends: isoOf(until) }
        : []
    }),
  }
}

/** Those who are on duty now, by the name of their group. */
export const peopleOnDuty = (rotas: readonly GroupRota[], now: number) =>
  new Map(
    rotas.flatMap((rota): [string, NamedPerson][] => {
      const person = rota.named[onDuty(rota, now) ?? '']
      return person ? [[rota.groupName, person]] : []
    }),
  )

/** As API and command line answer it: people by their DIDs. */
export function answeredRota(rota: GroupRota, now: number) {
  const { people, onDuty: person, next, swaps, ...shown } = shownRota(rota, now)
  return {
    ...{ group_id: rota.groupId, name: rota.groupName, on_duty: person?.did ?? null },
    next: next.map(({ at, person }) => ({ at, person: person.did })),
    people: people.map(({ did }) => did),
    ...{ turn_days: shown.turnDays, starts_on: shown.startsOn, handover: shown.handover },
    ...{ time_zone: shown.timeZone, escalate_minutes: shown.escalateMinutes },
    swaps: swaps.map(({ swapId, insteadOf, ...swap }) => ({
      ...{ swap_id: swapId, person: swap.person.did, instead_of: insteadOf.did },
      ...{ starts: swap.starts, ends: swap.ends },
    })),
  }
}
