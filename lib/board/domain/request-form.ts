import type { NamedPerson } from '@/lib/consent/domain/consent-page'
import type { NodeRule } from '@/lib/consent/domain/needed-votes'
import type { NextWindow } from '@/lib/consent/domain/weekly-window'
import type { WindowOffsets } from '@/lib/jobs/domain/zone-check'
import type { FieldProblem } from '@/lib/kernel/errors'
import type { JsonValue } from '@/lib/kernel/json/json'
import type { TimeWindow } from '@/lib/kernel/time/time-window'
import { momentsShowing, notAZone, offsetAt, offsetText, parseZone } from '@/lib/kernel/time/time-zone'
import type { TaskOffer } from '@/lib/tasks/domain/task'
import type { NodeHealth } from './node-health'

/** How the server reads a window. */
type ReadWindow = { text: string; offsets: WindowOffsets }

/** The node of a request, with everything its form shows. */
export type ChosenNode = {
  did: string
  name: string | null
  health: NodeHealth
  /** Who will have to decide; empty while the node has no owner. */
  owners: { did: string; name: string }[]
  tasks: TaskOffer[]
  announced: boolean
  /** Its next maintenance windows, also in words, and with the offsets that the server knows. */
  windows: (NextWindow & ReadWindow)[]
  rules: NodeRule[]
  /** Who is on duty, by the name of the group. */
  onDuty: Record<string, NamedPerson>
  /** By task, where the node announced one. */
  risks: Record<string, string>
  /** What it offers that fixed its present diagnosis before, here or elsewhere, most often; else what its name or advice says. */
  suggested: { task: string; code: string; times: number } | null
}

/** The job that a form repeats (`retry`: a new job, linked to it) or changes (`revise`). */
export type RequestStart = {
  as: 'retry' | 'revise'
  jobId: string
  nodeDid: string
  task: string
  params: JsonValue
  reason: string | null
  window: (TimeWindow & ReadWindow) | null
  expiresAt: string | null
}

/** Fields, by their names in the form, that affect more than themselves. */
const concerns: Record<string, readonly string[]> = {
  target_node_did: ['target_node_did', 'task_name', 'params', 'window', 'expires_at'],
  task_name: ['task_name', 'params'],
  when: ['window', 'expires_at'],
  window_start: ['window.start', 'window.end'],
  window_end: ['window.end'],
  window_zone: ['window'],
  days: ['expires_at'],
}

/** The server's paths that may be affected when the field with this name changes. */
export const pathsOf = (field: string): readonly string[] => concerns[field] ?? [field]

/** Days until a request expires. */
export const expiryDays = [1, 3, 7, 14, 30, 60] as const
export const usualExpiryDays = 7

/**
 * The values of the time fields: `choice` is `now`, `own`, or the start of an offered window. `startPass` and `endPass` are
 * `2` for the second of two moments at which clocks show that time.
 */
export type WhenFields = Record<
  'choice' | 'start' | 'startPass' | 'end' | 'endPass' | 'zone' | 'days',
  string
>

/** `expires_at` null leaves the expiry to the server (7 days). */
export type When = { window: TimeWindow | null; expires_at: string | null }

/**
 * The instants of a date and time from a browser's field (`2026-11-24T22:00`) in a zone, in order: none when it is invalid
 * or a time that the clocks of that day skip, two when they show it twice. `offset` tells these apart.
 */
export function zonedInstants(text: string, zone: string): { iso: string; offset: string }[] {
  const local = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? Date.parse(`${text.slice(0, 16)}:00Z`) : Number.NaN
  if (Number.isNaN(local)) return []
  return momentsShowing(local / 1_000, zone).map((at) => ({
    iso: new Date(at * 1_000).toISOString(),
    offset: offsetText(offsetAt(at, zone)),
  }))
}

/** One of them: the first, or with pass `2` the second. */
export function zonedInstant(text: string, zone: string, pass = '1'): string | null {
  const [first, second] = zonedInstants(text, zone)
  return ((pass === '2' && second) || first)?.iso ?? null
}

/** The reverse: the value of a date-and-time field for an instant. */
export function localText(iso: string, zone: string): string {
  const at = Date.parse(iso) / 1_000
  const local = at + offsetAt(at, zone)
  return new Date(local * 1_000).toISOString().slice(0, 16)
}

/** Which of two moments with the same time of day an instant is: `1`, also if there is only one, or `2`. */
export const passOf = (iso: string, zone: string): '1' | '2' =>
  zonedInstants(localText(iso, zone), zone).findIndex(
    (one) => Date.parse(one.iso) > Date.parse(iso) - 60_000,
  ) === 1
    ? '2'
    : '1'

/**
 * The times a form requests, or what is wrong with its fields, by the server's paths.
 * @param before the window that the form was filled with: what was not touched stays to the millisecond
 */
export function whenOf(
  fields: WhenFields,
  offered: readonly TimeWindow[],
  now: Date,
  before: TimeWindow | null = null,
): { ok: true; when: When } | { ok: false; problems: FieldProblem[] } {
  if (fields.choice === 'now') {
    const days = Number(fields.days)
    const expires = days > 0 ? new Date(now.getTime() + days * 86_400_000).toISOString() : null
    return { ok: true, when: { window: null, expires_at: expires } }
  }
  if (fields.choice !== 'own') {
    const window = offered.find(({ start }) => start === fields.choice)
    if (!window) return refused('window', 'choose when to run it')
    const { start, end, time_zone } = window
    return { ok: true, when: { window: { start, end, time_zone }, expires_at: end } }
  }
  const zone = parseZone(fields.zone.trim())
  if (zone === null) return refused('window.time_zone', notAZone)
  const instant = (text: string, pass: string, known: string | undefined): string | null =>
    known &&
    before &&
    zone === parseZone(before.time_zone) &&
    localText(known, zone) === text &&
    passOf(known, zone) === (pass || '1')
      ? new Date(known).toISOString()
      : zonedInstant(text, zone, pass)
  const start = instant(fields.start, fields.startPass, before?.start)
  const end = instant(fields.end, fields.endPass, before?.end)
  if (start === null) return refused('window.start', missing(fields.start))
  if (end === null) return refused('window.end', missing(fields.end))
  if (end <= start) return refused('window.end', 'must be after the start')
  if (Date.parse(end) <= now.getTime()) return refused('window.end', 'must be in the future')
  return { ok: true, when: { window: { start, end, time_zone: zone }, expires_at: end } }
}

const missing = (text: string): string =>
  text === '' ? 'choose a date and time' : 'the clocks skip this time on that day'

const refused = (path: string, message: string): { ok: false; problems: FieldProblem[] } => ({
  ok: false,
  problems: [{ path, message }],
})
