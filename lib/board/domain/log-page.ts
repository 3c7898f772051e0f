import type { JobLogLine } from './job-page'

/** Lines of a log as the server sends them. */
export type LogPage = { lines: JobLogLine[]; next_after: number | null; next_before: number | null }

const isSeq = (value: unknown): boolean => value === null || Number.isInteger(value)

/** Whether this is an answer of the route of a job's log. */
export function isLogPage(value: unknown): value is LogPage {
  if (typeof value !== 'object' || value === null || !('lines' in value) || !Array.isArray(value.lines))
    return false
  return (
    'next_after' in value &&
    isSeq(value.next_after) &&
    'next_before' in value &&
    isSeq(value.next_before) &&
    value.lines.every((line: unknown) => typeof line === 'object' && line !== null && 'seq' in line)
  )
}

/** So many lines are kept on the page; those at the far end go. */
export const mostLines = 6_000

/**
 * What is on the page once the newest lines have been read again: older ones that were loaded stay, if nothing is missing
 * between them and the newest.
 */
export function withNewest(kept: readonly JobLogLine[], newest: readonly JobLogLine[]): JobLogLine[] {
  const [first] = newest
  const last = kept.at(-1)
  if (!first || !last || last.seq < first.seq) return [...newest]
  return [...kept.filter(({ seq }) => seq < first.seq), ...newest].slice(-mostLines)
}
