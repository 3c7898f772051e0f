import { z } from 'zod'
import { statusName } from '@/lib/jobs/domain/status-name'
import { jobStatuses } from '@/lib/kernel/job-status'
import { decodeCursor } from '@/lib/kernel/url/cursor'
import { type IgnoredParam, ignoredParams } from '@/lib/kernel/url/ignored-params'
import { oneParam, type SearchParams } from '@/lib/kernel/url/search-params'
import { isTimeEnd } from './created-range'
import { type StatusChoice, statusChoice } from './status-choice'
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

/** The risks that a task can have. */
export const risks = ['low', 'medium', 'high'] as const
type Risk = (typeof risks)[number]
const isRisk = (value: string | undefined): value is Risk => risks.some((risk) => risk === value)

const isNeed = (value: string | undefined): value is 'information' => value === 'information'

/** Filters whose value may be any text. */
const texts = ['node', 'task', 'requester', 'q', 'owner', 'label', 'decider'] as const
type Text = (typeof texts)[number]

/**
 * The filters of the board apart from the status. `owner` and `decider` are DIDs, `label` is `key:value` of the node; `from` and
 * `to` are ends of the time in which jobs were created, as `isTimeEnd` takes them.
 */
export type JobNarrowing = { [Name in Text]?: string } & {
  risk?: Risk
  needs?: 'information'
  since?: Since
  from?: string
  to?: string
}

/**
 * What the board shows, from its address. `sort` is an order of what waits where that is shown, else `oldest`; `rows` and
 * `job` are how many are listed there and which is beside the list. `view` is `board` for a column by status instead of pages.
 */
export type JobFilter = JobNarrowing & {
  status?: StatusChoice
  sort?: TriageSort | 'oldest'
  view?: 'board'
  rows?: number
  job?: string
  cursor?: string
}

/** A filter as queries take it: a name may also have no value. */
export type Filter = { [Name in keyof JobFilter]?: JobFilter[Name] | undefined }

/** How many rows of what waits are listed at first, and by how many more at a time. */
export const rowsStep = 50
export const mostRows = 500

const isCursor = (value: string): boolean => decodeCursor(value) !== null
const isJobId = (value: string): boolean => z.guid().safeParse(value).success
const isRows = (value: string): boolean =>
  /^\d{1,3}$/.test(value) &&
  Number(value) % rowsStep === 0 &&
  Number(value) >= rowsStep &&
  Number(value) <= mostRows

/** Several statuses may come as one text or as several of the same name, as a form sends them. */
function statusOf(params: SearchParams): StatusChoice | null {
  const sent = Object.hasOwn(params, 'status') ? [params.status ?? []].flat() : []
  const words = sent.filter((text) => text.trim() !== '')
  return words.length === 0 ? null : statusChoice(words)
}

/** Parses a board's address. What it does not know is ignored, and `ignoredJobParams` tells. */
export function jobFilter(params: SearchParams): JobFilter {
  const status = statusOf(params)
  const [since, risk, needs, from, to] = ['since', 'risk', 'needs', 'from', 'to'].map((name) =>
    oneParam(params, name),
  )
  const filter: JobFilter = {}
  if (status) filter.status = status
  for (const name of texts) {
    const value = oneParam(params, name)
    if (value !== undefined) filter[name] = value
  }
  if (isRisk(risk)) filter.risk = risk
  if (isNeed(needs)) filter.needs = needs
  if (isSince(since)) filter.since = since
  if (from !== undefined && isTimeEnd(from)) filter.from = from
  if (to !== undefined && isTimeEnd(to)) filter.to = to
  return { ...filter, ...(status === 'waiting' ? triageView(params) : listView(params)) }
}

function triageView(params: SearchParams): Pick<JobFilter, 'sort' | 'rows' | 'job'> {
  const [sort, rows, job] = ['sort', 'rows', 'job'].map((name) => oneParam(params, name))
  return {
    ...(isTriageSort(sort) ? { sort } : {}),
    ...(rows !== undefined && isRows(rows) ? { rows: Number(rows) } : {}),
    ...(job !== undefined && isJobId(job) ? { job } : {}),
  }
}

function listView(params: SearchParams): Pick<JobFilter, 'sort' | 'view' | 'cursor'> {
  const [sort, view, cursor] = ['sort', 'view', 'cursor'].map((name) => oneParam(params, name))
  return {
    ...(sort === 'oldest' ? { sort } : {}),
    ...(view === 'board' ? { view } : cursor !== undefined && isCursor(cursor) ? { cursor } : {}),
  }
}

const any = (): boolean => true
const none = (): boolean => false

export function ignoredJobParams(params: SearchParams): IgnoredParam[] {
  const status = statusOf(params)
  const { status: sent, ...others } = params
  // As one text, since a form may send several.
  const joined = sent === undefined ? {} : { status: [sent].flat().join(',') }
  return ignoredParams(
    '/jobs',
    { ...joined, ...others },
    {
      status: () => status !== null,
      ...Object.fromEntries(texts.map((name) => [name, any])),
      ...{ since: isSince, risk: isRisk, needs: isNeed, from: isTimeEnd, to: isTimeEnd },
      ...(status === 'waiting'
        ? { sort: isTriageSort, view: none, rows: isRows, job: isJobId, cursor: none }
        : {
            sort: (value: string) => ['oldest', 'newest'].includes(value),
            view: (value: string) => ['board', 'table'].includes(value),
            rows: none,
            job: none,
            cursor: oneParam(params, 'view') === 'board' ? none : isCursor,
          }),
    },
  )
}

const narrowingNames = [
  'node',
  'task',
  'requester',
  'owner',
  'label',
  'risk',
  'decider',
  'needs',
  'since',
  'from',
  'to',
  'q',
] as const

const defined = (filter: object): [string, unknown][] =>
  Object.entries(filter).filter(([, value]) => value !== undefined)

/** The same filter without page, order and status. */
export const narrowingOf = (filter: Filter): JobNarrowing =>
  Object.fromEntries(
    defined(filter).filter(([name]) => narrowingNames.some((narrowing) => narrowing === name)),
  )

const addressOrder = ['status', ...narrowingNames, 'sort', 'view', 'rows', 'cursor', 'job'] as const

/** The query of a board; its parameters always come in the same order. */
export function jobBoardQuery(filter: Filter): string {
  const query = new URLSearchParams()
  for (const name of addressOrder) if (filter[name]) query.set(name, String(filter[name]))
  // Commas need no encoding, and people read them.
  return query.toString().replaceAll('%2C', ',')
}

/** The address of a board. */
export function jobBoardHref(filter: Filter): string {
  const text = jobBoardQuery(filter)
  return text === '' ? '/jobs' : `/jobs?${text}`
}

/** `short`: the words that its label begins with, where there is little room. */
type JobTab = { status: StatusChoice | undefined; label: string; short?: string }

/** Waiting first, All last. */
export const jobTabs: readonly JobTab[] = [
  { status: 'waiting', label: 'Waiting for you', short: 'Waiting' },
  { status: 'open', label: 'Open' },
  { status: 'bad', label: 'Ended badly' },
  ...jobStatuses.map((status) => ({
    status,
    label: status === 'PendingApproval' ? 'Pending' : statusName(status),
  })),
  { status: undefined, label: 'All' },
]
