import { statusName } from '@/lib/jobs/domain/status-name'
import { isJobStatus, type JobStatus, jobStatuses } from '@/lib/kernel/job-status'
import { decodeCursor } from '@/lib/kernel/url/cursor'
import { type IgnoredParam, ignoredParams } from '@/lib/kernel/url/ignored-params'
import { oneParam, type SearchParams } from '@/lib/kernel/url/search-params'

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

/** What the board shows, from its address; `waiting` are the jobs this viewer can decide on or review now. */
export type JobFilter = JobNarrowing & { status?: JobStatus | 'waiting'; cursor?: string }

const isStatus = (value: string | undefined): value is JobStatus | 'waiting' =>
  value === 'waiting' || isJobStatus(value)

const isCursor = (value: string): boolean => decodeCursor(value) !== null

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
  if (cursor !== undefined && isCursor(cursor)) filter.cursor = cursor
  return filter
}

const any = (): boolean => true

export const ignoredJobParams = (params: SearchParams): IgnoredParam[] =>
  ignoredParams('/jobs', params, {
    ...{ status: isStatus, since: isSince, cursor: isCursor },
    ...{ node: any, task: any, requester: any, q: any },
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
  const { status, node, task, requester, since, q, cursor } = filter
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ status, node, task, requester, since, q, cursor }))
    if (value) query.set(name, value)
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
