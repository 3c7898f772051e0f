import { isJsonObject, type JsonValue } from '@/lib/kernel/json/json'
import { exactTime } from '@/lib/kernel/time/exact-time'

/** The orders of what waits for a person; the first is the usual one. */
export const triageSorts = ['expiry', 'risk', 'age'] as const
export type TriageSort = (typeof triageSorts)[number]

export const isTriageSort = (value: unknown): value is TriageSort => {
  const known: readonly unknown[] = triageSorts
  return known.includes(value)
}

/** A job that waits for a person: what its place in the list depends on. Times in ISO 8601; `due`: when it expires. */
export type WaitingJob = { jobId: string; due: string | null; risk: string | null; createdAt: string }

/** Jobs that stand under one heading, in order. */
export type TriageGroup = { title: string; jobIds: string[] }

const never = '9999'
const riskOrder = ['high', 'medium', 'low']
const riskTitles = ['High risk', 'Medium risk', 'Low risk', 'No risk stated']
const riskRank = ({ risk }: WaitingJob): number => {
  const rank = riskOrder.indexOf(risk ?? '')
  return rank === -1 ? riskOrder.length : rank
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
/** What expires first, comes first; then what was asked first. */
const byExpiry = (a: WaitingJob, b: WaitingJob): number =>
  byText(a.due ?? never, b.due ?? never) || byAge(a, b)
const byAge = (a: WaitingJob, b: WaitingJob): number =>
  byText(a.createdAt, b.createdAt) || byText(a.jobId, b.jobId)

const orders: Record<TriageSort, (a: WaitingJob, b: WaitingJob) => number> = {
  expiry: byExpiry,
  risk: (a, b) => riskRank(a) - riskRank(b) || byExpiry(a, b),
  age: byAge,
}

const hour = 3_600_000
const day = 24 * hour

const dateIn = (iso: string, zone: string): string => exactTime(iso, zone).slice(0, 10)

function expiryTitle({ due }: WaitingJob, now: Date, zone: string): string {
  if (due === null) return 'No expiry'
  if (Date.parse(due) - now.getTime() <= hour) return 'Expires within 1 hour'
  return dateIn(due, zone) === dateIn(now.toISOString(), zone) ? 'Today' : 'Later'
}

function ageTitle({ createdAt }: WaitingJob, now: Date): string {
  const age = now.getTime() - Date.parse(createdAt)
  if (age > 7 * day) return 'Waiting for more than 7 days'
  return age > day ? 'Waiting for more than 1 day' : 'Waiting for up to 1 day'
}

/**
 * All that waits in the chosen order, under headings that follow it.
 * @param zone as returned by `parseZone`; today is the day there
 */
export function triageGroups(
  jobs: readonly WaitingJob[],
  sort: TriageSort,
  now: Date,
  zone: string,
): TriageGroup[] {
  const titleOf = (job: WaitingJob): string =>
    sort === 'expiry'
      ? expiryTitle(job, now, zone)
      : sort === 'age'
        ? ageTitle(job, now)
        : (riskTitles[riskRank(job)] ?? '')
  const groups = new Map<string, string[]>()
  for (const job of [...jobs].sort(orders[sort])) {
    const title = titleOf(job)
    const group = groups.get(title)
    if (group) group.push(job.jobId)
    else groups.set(title, [job.jobId])
  }
  return [...groups].map(([title, jobIds]) => ({ title, jobIds }))
}

const longestShort = 80

const scalarText = (value: JsonValue): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** Parameters in a few words, "griot-indexer, wait 60": texts speak for themselves, other values need their name. */
export function paramsInShort(params: JsonValue): string {
  if (!isJsonObject(params)) return params === null ? '' : JSON.stringify(params)
  const text = Object.entries(params)
    .map(([name, value]) =>
      typeof value === 'string' && value.trim() !== '' ? value : `${name} ${scalarText(value)}`,
    )
    .join(', ')
  return text.length > longestShort ? `${text.slice(0, longestShort - 1).toWellFormed()}…` : text
}

/** How many votes of each kind count: "1 of 2 owners"; of groups, "2 of 3 votes". */
export function votesText(needed: readonly { group: string | null; votes: number; given: number }[]): string {
  const sum = (of: 'votes' | 'given'): number =>
    needed.reduce((all, kind) => all + (of === 'votes' ? kind.votes : Math.min(kind.given, kind.votes)), 0)
  const kind = needed.every(({ group }) => group === null) ? 'owner' : 'vote'
  return `${sum('given')} of ${sum('votes')} ${kind}${sum('votes') === 1 ? '' : 's'}`
}
