import { type StatusChange, statusName } from './job'

/** What the log holds beside changes of status: see `JobEvent` in lib/db/job-trail.ts. */
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
}

/** One line of a job's timeline. `status` is what it came to, null when it stayed; `glass` marks what is red. */
export type TimelineEntry = {
  at: string
  actorDid: string | null
  status: string | null
  label: string
  message: string | null
  glass: boolean
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

const labelOf = (event: LoggedEvent): string => {
  if (event.kind === 'vote') return event.decision === 'reject' ? 'Voted against' : 'Vote to approve'
  if (event.kind === 'vote withdrawn') return 'Vote withdrawn'
  if (event.kind === 'glass broken') return 'Glass broken'
  if (event.kind === 'glass reviewed')
    return event.verdict === 'justified' ? 'Reviewed: justified' : 'Reviewed: not justified'
  const of = event.revision ? ` (revision ${event.revision})` : ''
  return `${event.kind === 'window' ? 'Window or expiry changed' : 'Parameters changed'}${of}`
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

function entryOf(change: StatusChange, before: string | null, act: LoggedEvent | undefined): TimelineEntry {
  const stayed = change.status === before
  const message = messageOf(change)
  const glass = act?.kind === 'glass broken'
  const label = act && (stayed || glass) ? labelOf(act) : null
  return {
    at: change.timestamp,
    actorDid: change.actor_did ?? null,
    status: stayed ? null : change.status,
    label: label ?? (stayed ? 'Note' : statusName(change.status)),
    message: message === label ? null : message,
    glass,
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
    return entryOf(change, history[index - 1]?.status ?? null, acts[0])
  })
  for (const event of told)
    if (!absorbed.has(event))
      entries.push({
        at: event.at,
        actorDid: actorOf(event),
        status: null,
        label: labelOf(event),
        message: event.review ?? event.reason ?? null,
        glass: event.kind.startsWith('glass'),
      })
  // Entries without a time that can be read stay where their writer put them.
  return entries
    .map((entry, place) => ({ entry, place, time: Date.parse(entry.at) }))
    .sort((a, b) => a.time - b.time || 0 || a.place - b.place)
    .map(({ entry }) => entry)
}
