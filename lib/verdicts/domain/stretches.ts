import { stateRank } from '@/lib/fleet/domain/node-state'

/** What a node said in so many reports in a row: the same status and diagnosis. Epoch seconds. */
export type Stretch = { from: number; to: number; reports: number; status: string; code: string | null }

/** A state counts once so many reports in a row say it: a single one may be noise around a limit. */
const inARow = 3

/**
 * What holds longer than noise: stretches of fewer than three reports are left out, and those that then have the same state
 * on both sides are one.
 */
export function settledStretches(stretches: readonly Stretch[]): Stretch[] {
  const kept: Stretch[] = []
  for (const stretch of stretches) {
    if (stretch.reports < inARow) continue
    const last = kept.at(-1)
    if (last?.status === stretch.status && last.code === stretch.code) {
      last.to = stretch.to
      last.reports += stretch.reports
    } else kept.push({ ...stretch })
  }
  return kept
}

type State = Pick<Stretch, 'status' | 'code'>

/** Healthy is well whatever else it says; a status that Hakim does not know is an illness only with a diagnosis. */
export const isIll = ({ status, code }: State): boolean =>
  status === 'Warning' || status === 'Error' || (status !== 'Healthy' && code !== null)

/** Of a diagnosis, the same diagnosis, whatever the status; without one, any illness. */
export const isSameIllness = (one: State, other: State): boolean =>
  isIll(other) && (one.code === null || one.code === other.code)

export const isWorse = (one: State, than: State): boolean => stateRank(one.status) < stateRank(than.status)

/** How often a state went by itself, and for how long at most. */
export type Passing = { times: number; longest: number }

/**
 * How often, among these stretches, one that fits stood between two that do not, and for how long at most: pauses of an
 * illness, or bouts of one. `explained` tells of those that something else explains, such as another job.
 */
export function passing(
  stretches: readonly Stretch[],
  fits: (stretch: Stretch) => boolean,
  explained: (from: number) => boolean = () => false,
): Passing {
  const found: Passing = { times: 0, longest: 0 }
  let since: number | null = null
  let begun = false
  for (const stretch of stretches) {
    if (!fits(stretch)) {
      if (since !== null) {
        found.times += 1
        found.longest = Math.max(found.longest, stretch.from - since)
      }
      since = null
      begun = true
    } else if (since === null && begun && !explained(stretch.from)) since = stretch.from
  }
  return found
}
