import type { Verdict } from '@/lib/jobs/domain/reason'
import { statusName } from '@/lib/jobs/domain/status-name'
import { exactTime } from '@/lib/kernel/time/exact-time'
import type { RecordedChange } from './recorded-history'

/** An entry of a job's log: see `JobEvent` in lib/board/db/trail.ts. */
export type LoggedEvent = {
  seq: number
  at: string
  kind: string
  actor_did?: string | null | undefined
  person_did?: string | null | undefined
  revision?: number | null | undefined
  decision?: 'approve' | 'reject' | null | undefined
  reason?: string | null | undefined
  /** Of a dry run: asked, skipped or reported. */
  step?: string | null | undefined
  /** Of a vote that a policy gave for its owner. */
  policy_name?: string | null | undefined
  policy_revision?: number | null | undefined
  verdict?: Verdict | null | undefined
  review?: string | null | undefined
  window_start?: string | null | undefined
  window_end?: string | null | undefined
  time_zone?: string | null | undefined
  expires_at?: string | null | undefined
}

/**
 * One line of a job's timeline. `status` is the new status, null when it stayed; `emergency` marks lines shown in
 * red; `clockNote` says that its time is not that of the order.
 */
export type TimelineEntry = {
  at: string
  actorDid: string | null
  status: string | null
  label: string
  message: string | null
  emergency: boolean
  clockNote: string | null
}

/** How far the time of an entry may differ from when the database recorded it: programs take their time. */
const sameClockMs = 60_000

/** A change of status and the log entries of the same action are at most this far apart. */
const sameActMs = 2_000

const absorbedBy: Record<string, readonly string[]> = {
  vote: ['Approved', 'Rejected'],
  'vote withdrawn': ['PendingApproval'],
  window: ['PendingApproval'],
  revised: ['PendingApproval'],
  'glass broken': ['Approved'],
}

/** What an action has changed in the request; `former` is the earlier log entry about its times, if any. */
function changedBy(act: LoggedEvent, former: LoggedEvent | undefined): string[] {
  if (act.kind === 'revised') return ['parameters']
  const window = (['window_start', 'window_end'] as const).some(
    (key) => timeOf(act[key]) !== timeOf(former?.[key]),
  )
  const zone = (act.time_zone ?? null) !== (former?.time_zone ?? null)
  // The log does not contain the default expiry of a request.
  const expiry = former ? timeOf(act.expires_at) !== timeOf(former.expires_at) : !window
  return [...(window || zone ? ['window'] : []), ...(expiry ? ['expiry'] : [])]
}

/** In milliseconds, because the log writes an instant in the zone of its writer; null without one. */
const timeOf = (time: string | null | undefined): number | null => (time ? Date.parse(time) : null)

/** The lines for actions of one moment; `events` are all log entries. */
function labelOf(acts: readonly LoggedEvent[], events: readonly LoggedEvent[]): string | null {
  const [first] = acts
  if (!first) return null
  if (first.kind === 'vote' && first.policy_name)
    return `Approved by policy “${first.policy_name}”, version ${first.policy_revision}`
  if (first.kind === 'vote') return first.decision === 'reject' ? 'Voted against' : 'Voted to approve'
  if (first.kind === 'vote withdrawn')
    return first.policy_name
      ? `Vote by policy “${first.policy_name}”, version ${first.policy_revision}, withdrawn`
      : 'Vote withdrawn'
  if (first.kind === 'dry run')
    return first.step === 'skipped' ? 'Went on without a dry run' : 'Found out what would change'
  if (first.kind === 'glass broken') return 'Approved without the owner'
  if (first.kind === 'glass reviewed')
    return first.verdict === 'justified' ? 'Reviewed: justified' : 'Reviewed: not justified'
  const changes = acts.filter(({ kind }) => kind === 'revised' || kind === 'window')
  const parts = changes.flatMap((act) => {
    const before = events.slice(0, events.indexOf(act)).filter(({ kind }) => kind === 'window')
    return changedBy(act, before.at(-1))
  })
  const revision = changes.find((act) => act.revision)?.revision
  const what = [...new Set(parts)].join(', ').replace(/, (?=\w+$)/, ' and ') || 'request'
  return `${what.charAt(0).toUpperCase()}${what.slice(1)} changed${revision ? ` (revision ${revision})` : ''}`
}

const actorOf = (event: LoggedEvent): string | null => event.person_did ?? event.actor_did ?? null

const isSameAct = (change: RecordedChange, event: LoggedEvent): boolean =>
  (absorbedBy[event.kind]?.includes(change.status) ?? false) &&
  actorOf(event) === (change.actor_did ?? null) &&
  Math.abs(Date.parse(change.recordedAt ?? change.timestamp) - Date.parse(event.at)) <= sameActMs

/** Where another program's clock disagrees with the order of entries, or with the database's clock. */
function clockNote(change: RecordedChange, before: RecordedChange | undefined): string | null {
  const time = Date.parse(change.timestamp)
  if (change.recordedAt !== null)
    return Math.abs(time - Date.parse(change.recordedAt)) > sameClockMs
      ? `recorded at ${exactTime(change.recordedAt)}: the clock of its writer disagrees`
      : null
  return before && time < Date.parse(before.timestamp) - sameClockMs
    ? 'written after the entry above: the clock of a writer disagrees'
    : null
}

/** The text beside a label; a message that only repeats a name is left out. */
const messageOf = (change: RecordedChange): string | null => {
  const message = change.message
  return message === '' || message === change.status || message === statusName(change.status) ? null : message
}

function entryOf(
  change: RecordedChange,
  before: RecordedChange | undefined,
  acts: readonly LoggedEvent[],
  events: readonly LoggedEvent[],
): TimelineEntry {
  const stayed = change.status === before?.status
  const [act] = acts
  const emergency = act?.kind === 'glass broken'
  // For an emergency approval the message in the history starts with generated words.
  const message = (emergency && act.reason) || messageOf(change)
  const label = stayed || emergency ? labelOf(acts, events) : null
  return {
    at: change.timestamp,
    actorDid: change.actor_did ?? null,
    status: stayed ? null : change.status,
    label: label ?? (stayed ? 'Note' : statusName(change.status)),
    message: message === label ? null : message,
    emergency,
    clockNote: clockNote(change, before),
  }
}

/** Log entries with a line of their own; the others are changes of the history. */
const hasLine = ({ kind, revision, step }: LoggedEvent): boolean =>
  // The window and expiry of the first revision belong to the request.
  kind === 'window'
    ? (revision ?? 1) > 1
    : Object.hasOwn(absorbedBy, kind) || kind === 'glass reviewed' || (kind === 'dry run' && step !== 'asked')

/**
 * The history of a job combined with other entries of its log: votes, withdrawals, changes, emergency approvals, in the
 * order in which they were written, whatever their times. The deciding vote and the decision are one entry.
 */
export function jobTimeline(
  history: readonly RecordedChange[],
  events: readonly LoggedEvent[],
): TimelineEntry[] {
  const shown = events.filter(hasLine)
  const absorbed = new Set<LoggedEvent>()
  const entries = history.map((change, index) => {
    const acts = shown.filter((event) => isSameAct(change, event))
    for (const act of acts) absorbed.add(act)
    return { seq: change.seq, entry: entryOf(change, history[index - 1], acts, events) }
  })
  for (const event of shown)
    if (!absorbed.has(event))
      entries.push({
        seq: event.seq,
        entry: {
          at: event.at,
          actorDid: actorOf(event),
          status: null,
          label: labelOf([event], events) ?? event.kind,
          message: event.review ?? event.reason ?? null,
          emergency: event.kind.startsWith('glass'),
          clockNote: null,
        },
      })
  return entries.sort((a, b) => a.seq - b.seq).map(({ entry }) => entry)
}
