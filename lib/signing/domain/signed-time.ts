import { graceMs } from './grace'

/** How far ahead the clock of somebody who signs may be, for a node. */
export const mostAheadMs = 60 * 60_000
/** Somebody may have kept a statement that was signed longer ago. */
const oldestMs = 60 * 60_000

const minutes = (ms: number): string => `${Math.round(ms / 60_000)} minutes`

/**
 * Why a statement that arrives at the server now cannot have been signed when it says; null if it can. The clock of the node,
 * which checks it too, may be behind.
 * @param now in milliseconds since 1970
 */
export function signedTimeProblem(decidedAt: string, now: number): string | null {
  const ahead = Date.parse(decidedAt) - now
  if (ahead > mostAheadMs - graceMs)
    return `was signed at ${decidedAt}, ${minutes(ahead)} ahead of this server; correct your clock and sign again`
  return -ahead > oldestMs
    ? `was signed at ${decidedAt}, over an hour ago; sign again, or correct your clock`
    : null
}

/** Below that, the way to the server explains it. */
const shownSeconds = 30

/**
 * By how many seconds what was signed is dated after the time at which it arrived, below 0 before that; null if it is so
 * little that nobody needs to know.
 */
export function clockDifference(decidedAt: string, arrived: Date): number | null {
  const seconds = Math.round((Date.parse(decidedAt) - arrived.getTime()) / 1_000)
  return Math.abs(seconds) > shownSeconds ? seconds : null
}

/** The same in words. */
export function clockText(seconds: number): string {
  const much = Math.abs(seconds) < 120 ? `${Math.abs(seconds)} s` : minutes(Math.abs(seconds) * 1_000)
  return seconds > 0
    ? `dated ${much} ahead: the clock of whoever signed differs from that of the server`
    : `dated ${much} before it arrived: it was sent later, or the clock of whoever signed is behind`
}
