import { z } from 'zod'
import { statusName } from '@/lib/jobs/domain/status-name'
import { isJobStatus, type JobStatus, jobStatuses } from '@/lib/kernel/job-status'
import { decodeCursor } from '@/lib/kernel/url/cursor'
import { type IgnoredParam, ignoredParams } from '@/lib/kernel/url/ignored-params'
import { oneParam, type SearchParams } from '@/lib/kernel/url/search-params'
import { isTriageSort, type TriageSort } from './triage'

/** How far back the board can reach, with the hours of each choice. */
export const sinceChoices = {
  '24h': { label: 'Last 24 hours', hours: 24 },
  '7d': { label: 'Last 7 days', hours: 7 * 24 },
  '30d': { label: 'Last 30 days', hours: 30 * 24 },
  '90d': { label: 'Last 90 days', hours: 90 * 24 },
} as const
type Since = keyof typeof sinceChoices

const isSince = (value: string | undefined): value is Since =>
  value !== undefined && Object.hasOwn(sinceChoices, value)

/** The filters of the board apart from the status. */
export type JobNarrowing = { node?: string; task?: string; requester?: string; since?: Since; q?: string }

/**
 * What the board shows, from its address; `waiting` are the jobs this viewer can decide on or review now. Only there, `sort`
 * orders them, `rows` says how many are listed and `job` which of them is beside the list.
 */
export type JobFilter = JobNarrowing & {
  status?: JobStatus | 'waiting'
  sort?: TriageSort
  rows?: number
  job?: string
  cursor?: string
}

const isStatus = (value: string | undefined): value is JobStatus | 'waiting' =>
  value === 'waiting' || isJobStatus(value)

const isCursor = (value: string): boolean => decodeCursor(value) !== null

/** How many rows of what waits are listed at first, and by how many more at a time. */
export const rowsStep = 50
export const mostRows = 500

const isRows = (value: string): boolean =>
  /^\d{1,3}$/.test(value) &&
  Number(value) % rowsStep === 0 &&
  Number(value) >= rowsStep &&
  Number(value) <= mostRows

const isJobId = (value: string): boolean => z.guid().safeParse(value).success

/** Parses a board's address. An unknown status, time or page is ignored, and `ignoredJobParams` tells. */
export function jobFilter(params: SearchParams): JobFilter {
  const status = oneParam(params, 'status')
  const since = oneParam(params, 'since')
  const cursor = oneParam(params, 'cursor')
  const filter: JobFilter = {}
  if (isStatus(status)) filter.status = status
  for (const name of ['node', 'task', 'requester', 'q'] as const) {
    const value = oneParam(params, name)
    if (value !== undefined) filter[name] = value
  }
  if (isSince(since)) filter.since = since
  if (status === 'waiting') return { ...filter, ...triageView(params) }
  if (cursor !== undefined && isCursor(cursor)) filter.cursor = cursor
  return filter
}

function triageView(params: SearchParams): Pick<JobFilter, 'sort' | 'rows' | 'job'> {
  const [sort, rows, job] = ['sort', 'rows', 'job'].map((name) => oneParam(params, name))
  return {
    ...(isTriageSort(sort) ? { sort } : {}),
    ...(rows !== undefined && isRows(rows) ? { rows: Number(rows) } : {}),
    ...(job !== undefined && isJobId(job) ? { job } : {}),
  }
}

const any = (): boolean => true
const none = (): boolean => false

export const ignoredJobParams = (params: SearchParams): IgnoredParam[] =>
  ignoredParams('/jobs', params, {
    ...{ status: isStatus, since: isSince },
    ...{ node: any, task: any, requester: any, q: any },
    ...(oneParam(params, 'status') === 'waiting'
      ? { sort: isTriageSort, rows: isRows, job: isJobId, cursor: none }
      : { sort: none, rows: none, job: none, cursor: isCursor }),
  })

/** The same filter without page and status. */
export const narrowingOf = ({ node, task, requester, since, q }: JobFilter): JobNarrowing => ({
  ...(node === undefined ? {} : { node }),
  ...(task === undefined ? {} : { task }),
  ...(requester === undefined ? {} : { requester }),
  ...(since === undefined ? {} : { since }),
  ...(q === undefined ? {} : { q }),
})

/** The address of a board; its parameters always come in the same order. */
export function jobBoardHref(filter: { [Name in keyof JobFilter]?: JobFilter[Name] | undefined }): string {
  const { status, node, task, requester, since, q, sort, rows, cursor, job } = filter
  const query = new URLSearchParams()
  const all = { status, node, task, requester, since, q, sort, rows, cursor, job }
  for (const [name, value] of Object.entries(all)) if (value) query.set(name, String(value))
  const text = query.toString()
  return text === '' ? '/jobs' : `/jobs?${text}`
}

type JobTab = { status: JobStatus | 'waiting' | undefined; label: string }

/** Waiting first, All last. */
export const jobTabs: readonly JobTab[] = [
  { status: 'waiting', label: 'Waiting for you' },
  ...jobStatuses.map((status) => ({
    status,
    label: status === 'PendingApproval' ? 'Pending' : statusName(status),
  })),
  { status: undefined, label: 'All' },
]
