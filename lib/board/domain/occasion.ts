import { momentText } from '@/lib/jobs/domain/window-text'
import { oneParam, type SearchParams } from '@/lib/kernel/url/search-params'
import { isoTime, parseTime } from '@/lib/series/domain/range-params'

/** What a request is about: why it is made, in words, the moment on the charts (epoch seconds), and the metric that shows it. */
export type Occasion = { reason: string; at: number; metric: string | null }

/** As much of an advice as an address carries; people write the rest. */
const maxInAddress = 500

/** A task that a node offers for what was seen, and the form filled for it. */
export type OfferedRequest = { task: string; href: string }

/** The request form, filled for a node, a task and an occasion. */
export function requestHref(did: string, task: string, { reason, at, metric }: Occasion): string {
  const query = new URLSearchParams({
    node: did,
    task,
    reason: reason.slice(0, maxInAddress),
    at: isoTime(at),
  })
  if (metric !== null) query.set('metric', metric)
  return `/jobs/new?${query}`
}

/** Reads it from the address of the form; null where there is none, or its moment is not in the past. */
export function occasionOf(params: SearchParams, now: number): Occasion | null {
  const [reason, moment] = [oneParam(params, 'reason'), oneParam(params, 'at')]
  const at = parseTime(moment ?? '')
  if (reason === undefined || at === null || at < 0 || at > now) return null
  return { reason, at, metric: oneParam(params, 'metric') ?? null }
}

/** "DISK_NEARING_CAPACITY since Sat 28 Nov 12:41 (Africa/Cairo). Clear the cache." The job keeps the moment in its reason. */
export function occasionReason(
  what: string,
  { at, zone, since, advice }: { at: number; zone: string; since: boolean; advice?: string | null },
): string {
  const moment = `${momentText(new Date(at * 1_000).toISOString(), zone)} (${zone})`
  const sentence = `${what}${since ? ' since ' : ', as of '}${moment}.`
  return advice ? `${sentence} ${advice}` : sentence
}
