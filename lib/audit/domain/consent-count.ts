import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/kernel/json/json'
import { countPersons } from '@/lib/signing/domain/quorum'
import type { UsedRevision } from './moves-projection'
import type { RightsHistory } from './rights-history'

/** A job as far as it says who decides on it; times in microseconds since 1970. */
export type CountedJob = {
  node: string
  requester: string
  task: string
  /** When it was requested; null: unknown, so that every owner counts. */
  requestedAt: number | null
  /** By its document; undefined: there is none that says it, so that rules for any risk apply. */
  risk: JsonValue | undefined
}

/** Somebody's vote or emergency approval, with the key that signed it, or the revision of the policy that gave it. */
export type Decision = { person: JsonValue; key: JsonValue; policy?: UsedRevision | null }

/** The rights after an event of the chain of rights, at a time; what ended less than `grace` before it still counts. In microseconds. */
export type Moment = { rights: RightsHistory; seq: number; at: number; grace: number }

const risks: readonly JsonValue[] = ['low', 'medium', 'high']
const rank = (risk: JsonValue | undefined): number => risks.indexOf(risk ?? null)
export const isNone = (value: JsonValue | undefined): boolean => value === undefined || value === null

/** A time in microseconds, as PostgreSQL writes it in JSON. */
export function micros(time: JsonValue | undefined): number {
  if (typeof time !== 'string') return Number.NaN
  const [, fraction = ''] = /\.(\d+)/.exec(time) ?? []
  return Math.floor(Date.parse(time) / 1_000) * 1e6 + Number(fraction.padEnd(6, '0').slice(0, 6))
}

const personAt = ({ rights, seq }: Moment, id: JsonValue): JsonObject | null =>
  rights.rowsAt('people', id, seq)[0] ?? null
const isActive = (person: JsonObject | null): boolean => person !== null && isNone(person.disabled_at)
const requested = (job: CountedJob, person: JsonObject | null): boolean => person?.did === job.requester

/** Whether somebody may decide at all: an approver who is not the requester. */
export function mayDecide(
  moment: Moment,
  job: CountedJob,
  id: JsonValue,
  roles: readonly JsonValue[] = ['approver', 'admin'],
): boolean {
  const person = personAt(moment, id)
  return isActive(person) && !requested(job, person) && roles.includes(person?.role ?? null)
}

/** The owners for whom a person decides: themselves, and whoever delegated to them. As hakim_consent has it, of those who owned the node at the request. */
export function standsFor(moment: Moment, job: CountedJob, id: JsonValue): Set<string> {
  const { rights, seq, at, grace } = moment
  const owners = rights
    .rowsAt('node_owners', job.node, seq)
    .filter(
      ({ counts_from: from }) => isNone(from) || job.requestedAt === null || micros(from) <= job.requestedAt,
    )
    .map(({ person_id }) => person_id)
    .filter((owner) => isActive(personAt(moment, owner ?? null)))
  const delegated = rights
    .rowsAt('delegations', job.node, seq)
    .filter(
      (row) =>
        row.delegate_id === id &&
        isNone(row.revoked_at) &&
        micros(row.valid_from) <= at &&
        at < micros(row.valid_until) + grace &&
        owners.includes(row.owner_id) &&
        !requested(job, personAt(moment, row.owner_id ?? null)),
    )
    .map(({ owner_id }) => owner_id)
  const all = isActive(personAt(moment, id)) ? [...owners.filter((owner) => owner === id), ...delegated] : []
  return new Set(all.filter((owner) => typeof owner === 'string'))
}

/** Whether a rule's condition on labels holds for these, as hakim_rule_matches has it. */
export function labelsFit({ label_key, label_value }: JsonObject, labels: JsonValue | undefined): boolean {
  const label =
    isJsonObject(labels) && typeof label_key === 'string' && Object.hasOwn(labels, label_key)
      ? (labels[label_key] ?? null)
      : null
  const text = isNone(label) || typeof label === 'string' ? label : JSON.stringify(label)
  return isNone(label_key) || (text !== null && (isNone(label_value) || label_value === text))
}

/** The rules that apply to a job. */
function rulesOf({ rights, seq }: Moment, job: CountedJob): JsonObject[] {
  const labels = rights.rowsAt('nodes', job.node, seq)[0]?.labels ?? {}
  return rights.rulesAt(seq).filter((rule) => {
    const { task_name, least_risk } = rule
    return (
      (isNone(task_name) || task_name === job.task) &&
      labelsFit(rule, labels) &&
      (isNone(least_risk) ||
        job.risk === undefined ||
        (rank(job.risk) >= 0 && rank(job.risk) >= rank(least_risk)))
    )
  })
}

/** How many votes each group has to give. */
function groupsOf(moment: Moment, job: CountedJob): Map<JsonValue, number> {
  const wanted = new Map<JsonValue, number>()
  for (const { rule_id = null } of rulesOf(moment, job))
    for (const { group_id = null, votes } of moment.rights.rowsAt('rule_seats', rule_id, moment.seq))
      wanted.set(group_id, Math.max(Number(votes), wanted.get(group_id) ?? 0))
  return wanted
}

const groupsWith = ({ rights, seq }: Moment, id: JsonValue): JsonValue[] =>
  rights.rowsAt('group_members', id, seq).map(({ group_id = null }) => group_id)

/** In what capacity a person can decide on a job, as hakim_standing has it; null: in none. */
export function standing(
  moment: Moment,
  job: CountedJob,
  id: JsonValue,
): 'owner' | 'delegate' | 'group' | null {
  const owners = standsFor(moment, job, id)
  if (owners.size > 0) return typeof id === 'string' && owners.has(id) ? 'owner' : 'delegate'
  if (!isActive(personAt(moment, id))) return null
  const wanted = groupsOf(moment, job)
  return groupsWith(moment, id).some((group) => wanted.has(group)) ? 'group' : null
}

/** Whether a policy was somebody's and in force, and they own the node. Whether it approves the job is not judged by rights. */
export function votesByPolicy(
  moment: Moment,
  job: CountedJob,
  person: JsonValue,
  { id, revision }: UsedRevision,
): boolean {
  const { rights, seq } = moment
  const isTheirs = rights.rowsAt('policies', id, seq).some(({ person_id }) => person_id === person)
  const isInForce = rights
    .rowsAt('policy_revisions', id, seq)
    .some((row) => row.revision === revision && isNone(row.ended_at))
  return isTheirs && isInForce && typeof person === 'string' && standsFor(moment, job, person).has(person)
}

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
