import type { SilenceCondition } from './condition'

/** A silence rule on a node that was last heard at `heard`; all in epoch seconds. `since`: null while it does not fire. */
export type SilenceState = { since: number | null; well: number | null }

export type Contact = {
  heard: number
  /** It counts as silent: no report for longer than its own interval allows. */
  silent: boolean
  /** Since when the server ran without a pause; what nodes could not send before is not held against them. */
  aliveSince: number
  now: number
}

/** The state at `now`; `ended`: when it was over. */
export function judgeSilence(
  { minutes }: SilenceCondition,
  keepMinutes: number,
  state: SilenceState,
  { heard, silent, aliveSince, now }: Contact,
): SilenceState & { ended: number | null } {
  if (state.since === null) {
    const quiet = now - Math.max(heard, aliveSince)
    // Whoever is silent has been so for a minute at least.
    const fires = silent && quiet >= (minutes ?? 1) * 60
    return { since: fires ? heard : null, well: null, ended: null }
  }
  if (silent) return { since: state.since, well: null, ended: null }
  const well = state.well ?? now
  return now - well >= keepMinutes * 60
    ? { since: null, well: null, ended: well }
    : { since: state.since, well, ended: null }
}
