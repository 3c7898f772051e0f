import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/kernel/json/json'
import type { UsedRevision } from './moves-projection'
import type { RightsHistory } from './rights-history'
import { isNone, micros } from './row-values'

// Who could decide on a job at a time, by the log of rights alone.

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

/** The rights after an event of the chain of rights, at a time; what ended less than `grace` before it still counts. In microseconds. */
export type Moment = { rights: RightsHistory; seq: number; at: number; grace: number }

const risks: readonly JsonValue[] = ['low', 'medium', 'high']
const rank = (risk: JsonValue | undefined): number => risks.indexOf(risk ?? null)

export const personAt = ({ rights, seq }: Moment, id: JsonValue): JsonObject | null =>
  rights.rowsAt('people', id, seq)[0] ?? null
export const isActive = (person: JsonObject | null): boolean => person !== null && isNone(person.disabled_at)
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
export function rulesOf({ rights, seq }: Moment, job: CountedJob): JsonObject[] {
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
export function groupsOf(moment: Moment, job: CountedJob): Map<JsonValue, number> {
  const wanted = new Map<JsonValue, number>()
  for (const { rule_id = null } of rulesOf(moment, job))
    for (const { group_id = null, votes } of moment.rights.rowsAt('rule_seats', rule_id, moment.seq))
      wanted.set(group_id, Math.max(Number(votes), wanted.get(group_id) ?? 0))
  return wanted
}

export const groupsWith = ({ rights, seq }: Moment, id: JsonValue): JsonValue[] =>
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
