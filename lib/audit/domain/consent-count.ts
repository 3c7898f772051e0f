import { isJsonObject, type JsonValue } from '@/lib/kernel/json/json'
import { countPersons } from '@/lib/signing/domain/quorum'
import type { UsedRevision } from './moves-projection'
import { isNone } from './row-values'
import {
  type CountedJob,
  groupsOf,
  groupsWith,
  isActive,
  type Moment,
  mayDecide,
  personAt,
  rulesOf,
  standsFor,
  votesByPolicy,
} from './standing'

/** Somebody's vote or emergency approval, with the key that signed it, or the revision of the policy that gave it. */
export type Decision = { person: JsonValue; key: JsonValue; policy?: UsedRevision | null }

/** More than any rule asks of a group; an event may say anything. */
const mostVotes = 1_000

export type Count = {
  met: boolean
  broken: boolean
  owners: { needed: number; given: number }
  /** Votes that groups need, and how many of them there are by different people. */
  groups: { needed: number; given: number }
}

/** Whether the decisions suffice, as hakim_consent counts them; a property test compares the two. */
export function countConsent(
  moment: Moment,
  job: CountedJob,
  votes: readonly Decision[],
  emergencies: readonly Decision[],
): Count {
  const { rights, seq } = moment
  const isRevoked = ({ person, key: by }: Decision): boolean =>
    by !== null &&
    rights
      .rowsAt('consent_keys', person, seq)
      .some(({ key, revoked_at }) => key === by && !isNone(revoked_at))
  const counted = votes.filter((vote) => !isRevoked(vote) && mayDecide(moment, job, vote.person))
  const voters = new Set(counted.filter(({ policy = null }) => policy === null).map(({ person }) => person))
  // For themselves alone, and for no group.
  const byPolicy = counted.filter(
    ({ person, policy = null }) =>
      policy !== null && !voters.has(person) && votesByPolicy(moment, job, person, policy),
  )
  const consent = rights.rowsAt('nodes', job.node, seq)[0]?.consent ?? null
  const required = isJsonObject(consent) && typeof consent.required === 'number' ? consent.required : 1
  const byRules = rulesOf(moment, job).map(({ owners }) => Number(owners))
  const needed = Math.max(Math.round(Math.min(Math.max(1, required), 1_000)), ...byRules)
  const given = countPersons(
    new Map([
      ...[...voters].map((id): [string, Set<string>] => [String(id), standsFor(moment, job, id)]),
      ...byPolicy.map(({ person }): [string, Set<string>] => [String(person), new Set([String(person)])]),
    ]),
  )
  const seats = [...groupsOf(moment, job)].flatMap(([group, count]) =>
    Array.from({ length: Math.min(count, mostVotes) }, (_, n) => ({ group, name: `${String(group)} ${n}` })),
  )
  const taken = countPersons(
    new Map(
      [...voters].map((id) => {
        const member = groupsWith(moment, id)
        return [
          String(id),
          new Set(seats.filter(({ group }) => member.includes(group)).map(({ name }) => name)),
        ]
      }),
    ),
  )
  const broken = emergencies.some(
    (one) =>
      !isRevoked(one) &&
      isActive(personAt(moment, one.person)) &&
      personAt(moment, one.person)?.role === 'admin',
  )
  return {
    ...{ met: broken || (given >= needed && taken >= seats.length), broken },
    ...{ owners: { needed, given }, groups: { needed: seats.length, given: taken } },
  }
}
