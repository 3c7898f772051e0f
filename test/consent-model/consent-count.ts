import { z } from 'zod'

// Consent counted in plain JavaScript, from the rows of the tables; hakim_consent must give the same.

const id = z.string()
export const rightsRows = z.object({
  people: z.array(
    z.object({ id, did: id, role: z.string(), disabled_at: z.string().nullable().default(null) }),
  ),
  node_owners: z.array(
    z.object({ node_did: id, person_id: id, counts_from: z.string().nullable().default(null) }),
  ),
  delegations: z.array(
    z.object({
      ...{ delegation_id: id, node_did: id, owner_id: id, delegate_id: id },
      ...{ valid_from: z.string(), valid_until: z.string(), revoked_at: z.string().nullable() },
      key_id: id.nullable().default(null),
    }),
  ),
  group_members: z.array(z.object({ group_id: id, person_id: id })),
  approval_rules: z.array(
    z.object({
      rule_id: id,
      task_name: z.string().nullable(),
      label_key: z.string().nullable(),
      label_value: z.string().nullable(),
      least_risk: z.string().nullable(),
      owners: z.number(),
    }),
  ),
  rule_seats: z.array(z.object({ rule_id: id, group_id: id, votes: z.number() })),
  policy_revisions: z
    .array(z.object({ policy_id: id, revision: z.number(), key_id: id, ended_at: z.string().nullable() }))
    .default([]),
  consent_keys: z.array(
    z.object({
      ...{ key_id: id, person_id: id, key: id },
      ...{ expires_at: z.string().nullable(), revoked_at: z.string().nullable() },
    }),
  ),
})
export type Rights = z.infer<typeof rightsRows>

type CountedJob = {
  node: string
  labels: Record<string, unknown>
  task: string
  risk: string | null
  requesterDid: string
  requesterId: string | null
  /** As PostgreSQL writes it, with microseconds. */
  requestedAt: string
  /** Who has approved this revision and not withdrawn it. */
  approvals: readonly string[]
  /** Those of them in whose name a policy did; it stands for its owner alone, and for no group. */
  byPolicy?: readonly string[]
  /** Who approved this revision without the owner. */
  emergency: readonly string[]
}

export type Count = {
  met: boolean
  broken: boolean
  /** The first is that of owners and delegates; the others by group. */
  needed: { group: string | null; votes: number; given: number }[]
}

const ranks = ['low', 'medium', 'high']
const textOf = (value: unknown): string | null =>
  value === undefined || value === null ? null : typeof value === 'string' ? value : JSON.stringify(value)

function matches(rule: Rights['approval_rules'][number], job: CountedJob): boolean {
  const label = rule.label_key === null ? null : textOf(job.labels[rule.label_key])
  return (
    (rule.task_name === null || rule.task_name === job.task) &&
    (rule.label_key === null ||
      (label !== null && (rule.label_value === null || rule.label_value === label))) &&
    (rule.least_risk === null ||
      (job.risk !== null && ranks.indexOf(job.risk) >= ranks.indexOf(rule.least_risk)))
  )
}

const isActive = (rights: Rights, person: string): boolean =>
  rights.people.some(({ id, disabled_at }) => id === person && disabled_at === null)

/** Microseconds since 1970. */
function micros(time: string): number {
  const [, fraction = ''] = /\.(\d+)/.exec(time) ?? []
  return Math.floor(Date.parse(time) / 1_000) * 1e6 + Number(fraction.padEnd(6, '0').slice(0, 6))
}

/** Who owned the node when the job was requested, and owns it now. */
const ownersOf = (rights: Rights, { node, requestedAt }: CountedJob): string[] =>
  rights.node_owners
    .filter(
      ({ node_did, counts_from: from }) =>
        node_did === node && (from === null || micros(from) <= micros(requestedAt)),
    )
    .map((row) => row.person_id)

/** The owners for whom a person decides. */
const standsFor = (rights: Rights, job: CountedJob, person: string, at: number): string[] => {
  const owners = ownersOf(rights, job)
  const delegated = rights.delegations.filter(
    (row) =>
      row.node_did === job.node &&
      row.delegate_id === person &&
      owners.includes(row.owner_id) &&
      row.revoked_at === null &&
      row.owner_id !== job.requesterId &&
      rights.people.every(({ id, did }) => id !== row.owner_id || did !== job.requesterDid) &&
      // It ends with the key that signed it.
      !rights.consent_keys.some((key) => key.key_id === row.key_id && key.revoked_at !== null) &&
      isActive(rights, row.owner_id) &&
      Date.parse(row.valid_from) <= at &&
      at < Date.parse(row.valid_until),
  )
  const byHand = job.byPolicy?.includes(person) !== true
  return [
    ...owners.filter((owner) => owner === person),
    ...(byHand ? delegated.map(({ owner_id }) => owner_id) : []),
  ]
}

/** For how many owners people stand at once, each for another one, found by trying. */
function mostOwners(people: readonly (readonly string[])[], taken: ReadonlySet<string>): number {
  const [owners, ...others] = people
  if (!owners) return 0
  const free = owners.filter((owner) => !taken.has(owner))
  return Math.max(
    mostOwners(others, taken),
    ...free.map((owner) => 1 + mostOwners(others, new Set([...taken, owner]))),
  )
}

/** Whether every required vote can come from a different person, found by trying. */
function canPlace(places: readonly (readonly string[])[], taken: ReadonlySet<string>): boolean {
  const [place, ...others] = places
  if (!place) return true
  return place.some((person) => !taken.has(person) && canPlace(others, new Set([...taken, person])))
}

/** @param at the moment of counting, in milliseconds since 1970 */
export function countConsent(rights: Rights, job: CountedJob, at: number): Count {
  const mayVote = rights.people.filter(
    ({ id, did, role }) =>
      ['approver', 'admin'].includes(role) &&
      isActive(rights, id) &&
      did !== job.requesterDid &&
      id !== job.requesterId,
  )
  const voters = new Set(mayVote.map(({ id }) => id).filter((id) => job.approvals.includes(id)))
  const rules = rights.approval_rules.filter((rule) => matches(rule, job))
  const owners = Math.max(1, ...rules.map((rule) => rule.owners))
  const given = mostOwners(
    [...voters].map((id) => standsFor(rights, job, id, at)),
    new Set(),
  )
  const wanted = new Map<string, number>()
  for (const needed of rights.rule_seats)
    if (rules.some((rule) => rule.rule_id === needed.rule_id))
      wanted.set(needed.group_id, Math.max(needed.votes, wanted.get(needed.group_id) ?? 0))
  const groups = [...wanted].map(([group, votes]) => ({
    group,
    votes,
    members: rights.group_members
      .filter((row) => row.group_id === group && voters.has(row.person_id))
      .filter((row) => job.byPolicy?.includes(row.person_id) !== true)
      .map((row) => row.person_id),
  }))
  const places = groups.flatMap(({ votes, members }) => Array.from({ length: votes }, () => members))
  const broken = rights.people.some(
    ({ id, role }) => role === 'admin' && isActive(rights, id) && job.emergency.includes(id),
  )
  return {
    met: broken || (given >= owners && canPlace(places, new Set())),
    broken,
    needed: [
      { group: null, votes: owners, given },
      ...groups.map(({ group, votes, members }) => ({ group, votes, given: members.length })),
    ],
  }
}
