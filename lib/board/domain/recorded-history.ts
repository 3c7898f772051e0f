import { parseHistory, type StatusChange } from '@/lib/jobs/domain/status'

/**
 * A change of status and where it stands in the job's log, whose order and times are the database's. `recordedAt` is null
 * for what was there before the log.
 */
export type RecordedChange = StatusChange & { seq: number; recordedAt: string | null }

type Logged = { seq: number; at: string; kind: string; history?: unknown }

const writesHistory: readonly string[] = ['requested', 'status', 'note']

/** How many entries a log entry added to the history; one that was not a list has become its first entry. */
const lengthOf = (history: unknown): number => {
  if (Array.isArray(history)) return history.length
  return history === null || history === undefined ? 0 : 1
}

/** The readable entries of a job's history, each with its place in the log. */
export function recordedHistory(history: unknown, events: readonly Logged[]): RecordedChange[] {
  if (!Array.isArray(history)) return []
  const places = events
    .filter(({ kind }) => writesHistory.includes(kind))
    .flatMap((event) => Array.from({ length: lengthOf(event.history) }, () => event))
  // A job from before the log begins in the middle of its history.
  const offset = events.some(({ kind }) => kind === 'requested') ? 0 : history.length - places.length
  return history.flatMap((entry: unknown, index) => {
    const [change] = parseHistory([entry])
    const place = places[index - offset]
    const unlogged = index < offset ? 0 : Number.MAX_SAFE_INTEGER
    return change ? [{ ...change, seq: place?.seq ?? unlogged, recordedAt: place?.at ?? null }] : []
  })
}
