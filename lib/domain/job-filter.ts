import { isJobStatus, type JobStatus, jobStatuses, statusName } from './job'
import { oneParam, type SearchParams } from './search-params'

/** What the board shows, as its address says; `waiting` are the jobs that this viewer may decide now. */
export type JobFilter = { status?: JobStatus | 'waiting'; node?: string; q?: string; cursor?: string }

/** Reads a board's address. A status that does not exist is as none at all. */
export function jobFilter(params: SearchParams): JobFilter {
  const status = oneParam(params, 'status')
  const filter: JobFilter = {}
  if (status === 'waiting' || isJobStatus(status)) filter.status = status
  for (const name of ['node', 'q', 'cursor'] as const) {
    const value = oneParam(params, name)
    if (value !== undefined) filter[name] = value
  }
  return filter
}

/** The address of a board, parameters always in the same order. */
export function jobBoardHref({ status, node, q, cursor }: JobFilter): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ status, node, q, cursor })) if (value) query.set(name, value)
  const text = query.toString()
  return text === '' ? '/jobs' : `/jobs?${text}`
}

export type JobTab = { status: JobStatus | 'waiting' | undefined; label: string }

/** Waiting first, All last. */
export const jobTabs: readonly JobTab[] = [
  { status: 'waiting', label: 'Waiting for you' },
  ...jobStatuses.map((status) => ({
    status,
    label: status === 'PendingApproval' ? 'Pending' : statusName(status),
  })),
  { status: undefined, label: 'All' },
]
