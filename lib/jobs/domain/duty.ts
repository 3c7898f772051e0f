import type { ToldJob } from './job-notice'

/** Who is on duty in a group, and after how many minutes all of it is told. */
export type Duty = { person: string; escalateMinutes: number }

/**
 * Whom a request tells only later: members of groups that want one vote, while somebody else of the group is on duty who can
 * decide. Whoever is asked as an owner, as a delegate or in another group is told at once.
 * @param duties by the id of the group; without an entry nobody is on duty
 */
export function heldBack(
  { people }: ToldJob,
  duties: ReadonlyMap<string, Duty>,
): { people: Set<string>; groups: { group: string; minutes: number }[] } {
  const alone = new Set<string>()
  const waits = people.groups.flatMap(({ group, votes, members }) => {
    const duty = duties.get(group)
    // One person gives one vote, and that for one group only.
    if (!duty || votes !== 1 || !people.deciders.includes(duty.person) || alone.has(duty.person)) return []
    alone.add(duty.person)
    return [{ group, duty, members }]
  })
  const toldBy = (id: string): boolean =>
    people.groups.some(({ group, members }) => {
      if (!members.includes(id)) return false
      const wait = waits.find((one) => one.group === group)
      return !wait || wait.duty.person === id
    })
  const held = new Set(waits.flatMap(({ members }) => members.filter((id) => !toldBy(id))))
  return {
    people: held,
    groups: waits
      .filter(({ members }) => members.some((id) => held.has(id)))
      .map(({ group, duty }) => ({ group, minutes: duty.escalateMinutes })),
  }
}

/** The job as whoever is told at once has it. */
export const withoutHeld = (job: ToldJob, held: ReadonlySet<string>): ToldJob => ({
  ...job,
  people: { ...job.people, deciders: job.people.deciders.filter((id) => !held.has(id)) },
})
