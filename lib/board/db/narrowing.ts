import { Parameters } from '@/lib/db/connection/parameters'
import { hiddenNodes } from '@/lib/fleet/db/visibility'
import { waitingSql } from '@/lib/jobs/db/waiting'
import { sqlStatuses } from '@/lib/kernel/job-status'
import type { PersonViewer } from '@/lib/kernel/role'
import { conditionsOf } from './conditions'

/** The sort key of lists, as in the indexes of jobs: jobs without a creation time come last. */
export const created = `least(greatest(j.created_at, '0001-01-01 00:00Z'), '9999-12-31 00:00Z')`

/**
 * The filter of a list of jobs. Times in ISO 8601; `waiting` keeps jobs this person can decide on, `hiddenFrom`
 * leaves out jobs hidden from the person with this id (null: all are shown).
 */
export type JobFilter = {
  hiddenFrom: string | null
  /** One of these; undefined: any. */
  statuses?: readonly string[] | undefined
  node?: string | undefined
  task?: string | undefined
  requester?: string | undefined
  from?: string | undefined
  to?: string | undefined
  q?: string | undefined
  /** Only these, in which a text was found. */
  ids?: readonly string[] | undefined
  /** DIDs of an owner of the node now, and of whoever voted on any revision; `label` is `key:value` of the node. */
  owner?: string | undefined
  decider?: string | undefined
  label?: string | undefined
  risk?: string | undefined
  /** `information`: its requester has to answer a question. */
  needs?: 'information' | undefined
  waiting?: PersonViewer | undefined
}

/** A keyset: the next page begins after this one in the order of the list. */
export type JobCursor = { createdAt: string; jobId: string }

export type JobOrder = 'newest' | 'oldest'

/**
 * `jobs`: where they come from, all or those of a search; read before anything else, however few the planner expects to need.
 * `found`: conditions an index answers in the order of the list; several exclude one another, one for each status, and the
 * list merges what they find. `kept`: conditions that have to be checked on each of these jobs, null when there are none.
 * All are about `maintenance_jobs j`; `foundValues` are the values of `found` alone. `oneIndex`: the best index is the same for all
 * values, so a plan for one can serve all.
 */
export type Narrowing = {
  jobs: string
  found: string[]
  kept: string | null
  values: unknown[]
  foundValues: unknown[]
  oneIndex: boolean
}

/** The job's requester is this person. */
export const requestedBy = (person: string): string =>
  `j.requester_did = (SELECT did FROM people WHERE id = ${person})`

/**
 * Requesters go on seeing the number and the status of a job whose node was hidden from them. A filter by anything else
 * would tell more.
 */
const asksForContent = ({
  node,
  task,
  q,
  ids,
  owner,
  decider,
  label,
  risk,
  needs,
  waiting,
}: JobFilter): boolean =>
  [node, task, q, ids, owner, decider, label, risk, needs, waiting].some((value) => value !== undefined)

/** How many jobs are looked at for one answer if `kept` may reject most of them. */
export const mostLookedAt = 10_000

export function narrowing(
  filter: JobFilter,
  cursor: JobCursor | null = null,
  order: JobOrder = 'newest',
): Narrowing {
  const parameters = new Parameters()
  const { values, add } = parameters
  const chosen =
    filter.ids &&
    `(SELECT * FROM maintenance_jobs WHERE job_id = ANY (${add(filter.ids)}::uuid[]) OFFSET 0) j`
  const found = [foundIn(filter, parameters)]
  if (chosen && filter.statuses) found.push(`j.status = ANY (${add(filter.statuses)})`)
  const ways = chosen ? [] : (filter.statuses?.map((status) => `j.status = ${add(status)}`) ?? [])
  if (cursor)
    found.push(
      `(${created}, j.job_id) ${order === 'newest' ? '<' : '>'} (${add(cursor.createdAt)}::timestamptz, ${add(cursor.jobId)}::uuid)`,
    )
  const foundValues = [...values]
  const kept = keptOf(filter, parameters)
  const choices = [filter.statuses, filter.node, filter.requester, filter.from ?? filter.to]
  const all = found.join(' AND ')
  return {
    jobs: chosen ?? 'maintenance_jobs j',
    found: ways.length === 0 ? [all] : ways.map((way) => `${way} AND ${all}`),
    kept: kept.length > 0 ? kept.join(' AND ') : null,
    values,
    foundValues,
    oneIndex:
      kept.length === 0 &&
      !chosen &&
      ways.length <= 1 &&
      choices.filter((choice) => choice !== undefined).length <= 1,
  }
}

/** What an index answers of a filter, apart from its statuses and from a page's beginning. */
export function foundIn(filter: JobFilter, { add }: Parameters): string {
  const found: string[] = ['true']
  if (filter.node) found.push(`j.target_node_did = ${add(filter.node)}`)
  if (filter.requester) found.push(`j.requester_did = ${add(filter.requester)}`)
  if (filter.from) found.push(`${created} >= ${add(filter.from)}::timestamptz`)
  if (filter.to) found.push(`${created} < ${add(filter.to)}::timestamptz`)
  if (filter.waiting) found.push(`j.status IN ${sqlStatuses('decidable')}`)
  if (filter.hiddenFrom !== null) {
    const person = add(filter.hiddenFrom)
    const visible = `j.target_node_did NOT IN (${hiddenNodes(person)})`
    found.push(asksForContent(filter) ? visible : `(${visible} OR ${requestedBy(person)})`)
  }
  return found.join(' AND ')
}

/** What no index answers in the order of the list, cheap conditions first. */
function keptOf(filter: JobFilter, parameters: Parameters): string[] {
  const kept = conditionsOf(filter).map(({ keeps, value }) => keeps(value, parameters))
  if (!filter.waiting) return kept
  const waiting = waitingSql(filter.waiting, parameters)
  return [...kept, `(SELECT ${waiting} FROM (SELECT 1) one LEFT JOIN job_details d ON d.job_id = j.job_id)`]
}
