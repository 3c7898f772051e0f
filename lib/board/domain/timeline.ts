import { type StatusChange, statusName } from '@/lib/jobs/domain/status'

/** What the log holds beside changes of status: see `JobEvent` in lib/board/db/trail.ts. */
export type LoggedEvent = {
  at: string
  kind: string
  actor_did?: string | null | undefined
  person_did?: string | null | undefined
  revision?: number | null | undefined
  decision?: 'approve' | 'reject' | null | undefined
  reason?: string | null | undefined
  verdict?: 'justified' | 'not_justified' | null | undefined
  review?: string | null | undefined
  window_start?: string | null | undefined
  window_end?: string | null | undefined
  time_zone?: string | null | undefined
  expires_at?: string | null | undefined
}

/** One line of a job's timeline. `status` is what it came to, null when it stayed; `emergency` marks what is red. */
export type TimelineEntry = {
  at: string
  actorDid: string | null
  status: string | null
  label: string
  message: string | null
  emergency: boolean
}

/** A change of status and what the log says of the same act lie this close together. */
const sameActMs = 2_000

const absorbedBy: Record<string, readonly string[]> = {
  vote: ['Approved', 'Rejected'],
  'vote withdrawn': ['PendingApproval'],
  window: ['PendingApproval'],
  revised: ['PendingApproval'],
  'glass broken': ['Approved'],
}

/** What of the request an act has changed; `former` is what the log said of its times before, if anything. */
function changedBy(act: LoggedEvent, former: LoggedEvent | undefined): string[] {
  if (act.kind === 'revised') return ['parameters']
  const window = (['window_start', 'window_end'] as const).some(
    (key) => timeOf(act[key]) !== timeOf(former?.[key]),
  )
  const zone = (act.time_zone ?? null) !== (former?.time_zone ?? null)
  // The expiry that a request had by itself stands nowhere in the log.
  const expiry = former ? timeOf(act.expires_at) !== timeOf(former.expires_at) : !window
  return [...(window || zone ? ['window'] : []), ...(expiry ? ['expiry'] : [])]
}

/** In milliseconds, since the log writes an instant in the zone of whoever wrote it; null without one. */
const timeOf = (time: string | null | undefined): number | null => (time ? Date.parse(time) : null)

/** What acts of one moment come to; `events` are all that the log holds. */
function labelOf(acts: readonly LoggedEvent[], events: readonly LoggedEvent[]): string | null {
  const [first] = acts
  if (!first) return null
  if (first.kind === 'vote') return first.decision === 'reject' ? 'Voted against' : 'Voted to approve'
  if (first.kind === 'vote withdrawn') return 'Vote withdrawn'
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

const isSameAct = (change: StatusChange, event: LoggedEvent): boolean =>
  (absorbedBy[event.kind]?.includes(change.status) ?? false) &&
  actorOf(event) === (change.actor_did ?? null) &&
  Math.abs(Date.parse(change.timestamp) - Date.parse(event.at)) <= sameActMs

/** What is said beside a label; a message that only repeats a name says nothing twice. */
const messageOf = (change: StatusChange): string | null => {
  const said = change.message
  return said === '' || said === change.status || said === statusName(change.status) ? null : said
}

function entryOf(
  change: StatusChange,
  before: string | null,
  acts: readonly LoggedEvent[],
  events: readonly LoggedEvent[],
): TimelineEntry {
  const stayed = change.status === before
  const [act] = acts
  const emergency = act?.kind === 'glass broken'
  // What the history says of it begins with words that nobody wrote.
  const message = (emergency && act.reason) || messageOf(change)
  const label = stayed || emergency ? labelOf(acts, events) : null
  return {
    at: change.timestamp,
    actorDid: change.actor_did ?? null,
    status: stayed ? null : change.status,
    label: label ?? (stayed ? 'Note' : statusName(change.status)),
    message: message === label ? null : message,
    emergency,
  }
}

/**
 * The history of a job together with what its log knows besides: votes, withdrawals, changes, broken glass. The vote
 * that decided and the decision are one entry.
 */
export function jobTimeline(
  history: readonly StatusChange[],
  events: readonly LoggedEvent[],
): TimelineEntry[] {
  // What the first revision says of window and expiry is part of the request.
  const told = events.filter((event) => !(event.kind === 'window' && (event.revision ?? 1) <= 1))
  const absorbed = new Set<LoggedEvent>()
  const entries = history.map((change, index) => {
    const acts = told.filter((event) => isSameAct(change, event))
    for (const act of acts) absorbed.add(act)
    return entryOf(change, history[index - 1]?.status ?? null, acts, events)
  })
  for (const event of told)
    if (!absorbed.has(event))
      entries.push({
        at: event.at,
        actorDid: actorOf(event),
        status: null,
        label: labelOf([event], events) ?? event.kind,
        message: event.review ?? event.reason ?? null,
        emergency: event.kind.startsWith('glass'),
      })
  // Entries without a time that can be read stay where their writer put them.
  return entries
    .map((entry, place) => ({ entry, place, time: Date.parse(entry.at) }))
    .sort((a, b) => a.time - b.time || 0 || a.place - b.place)
    .map(({ entry }) => entry)
}
