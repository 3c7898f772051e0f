/** A label that each node of an alert has; `nodes`: how many of those that the rule watches have it. */
export type Candidate = { key: string; value: string; nodes: number }

/** An alert: how many nodes it is about, how many its rule watches, and what all of the former share. */
export type Sharing = { failing: number; watched: number; candidates: readonly Candidate[] }

const leastNodes = 3
/** Of the nodes with the label, at least this share fails. */
const leastShare = 0.5
/** That so many nodes, picked at random, all have the label is less likely than this, for all labels that are looked at. */
const mostChance = 0.01

/**
 * The label behind which there is one outage, or null. It is said only if all nodes of the alert have the label, at least three of them,
 * at least half of the watched nodes with it fail, others are watched that do not have it, and chance would hardly pick them so. Of
 * several labels the one that the fewest nodes have.
 */
export function sharedLabel({ failing, watched, candidates }: Sharing): Candidate | null {
  if (failing < leastNodes) return null
  const fitting = candidates.filter(
    ({ nodes }) =>
      nodes >= failing &&
      nodes < watched &&
      failing >= leastShare * nodes &&
      chanceOf(failing, nodes, watched) * candidates.length < mostChance,
  )
  return fitting.sort((a, b) => a.nodes - b.nodes || order(a.key, b.key))[0] ?? null
}

/** That `picked` of `all`, without putting any back, are all among `with`. */
function chanceOf(picked: number, having: number, all: number): number {
  let chance = 1
  for (let one = 0; one < picked; one += 1) chance *= (having - one) / (all - one)
  return chance
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** "site lagos". */
export const sharedText = ({ key, value }: Pick<Candidate, 'key' | 'value'>): string => `${key} ${value}`
