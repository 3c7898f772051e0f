import { stateRank } from './node-state'

/** What a group's nodes have of a metric; only of those that report it and are not silent. */
export type Subtotal = { metric: string; average: number; highest: number }

/** The nodes of one value of a label, in numbers. */
export type FleetGroup = {
  /** Null: nodes without the label. */
  value: string | null
  nodes: number
  counts: Record<string, number>
  metrics: Subtotal[]
}

/** `all`: how many groups there are, of which `shown` are the worst. */
export type FleetGroups = { shown: FleetGroup[]; all: number }

export const mostGroups = 100

/** The nodes of one value in one state; `sums`, `reporting` and `highest` are of the metrics in their order. */
export type GroupCount = {
  value: string | null
  state: string
  place: number
  nodes: number
  sums: (number | null)[]
  reporting: number[]
  highest: (number | null)[]
}

type Ranked = { value: string | null; worst: number; ill: number }

const byValue = new Intl.Collator('en', { numeric: true })

/** Worst first, then those with more ill nodes, then by value; nodes without the label last of equals. */
export function compareGroups(a: Ranked, b: Ranked): number {
  const order = a.worst - b.worst || b.ill - a.ill
  if (order !== 0) return order
  if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null)
  return byValue.compare(a.value, b.value)
}

const subtotals = (metrics: readonly string[], counts: readonly GroupCount[]): Subtotal[] =>
  metrics.flatMap((metric, at) => {
    const reporting = counts.reduce((sum, count) => sum + (count.reporting[at] ?? 0), 0)
    if (reporting === 0) return []
    const total = counts.reduce((sum, count) => sum + (count.sums[at] ?? 0), 0)
    const highest = Math.max(...counts.flatMap((count) => count.highest[at] ?? []))
    return [{ metric, average: total / reporting, highest }]
  })

/** The groups of these counts, worst first. */
export function fleetGroups(counts: readonly GroupCount[], metrics: readonly string[]): FleetGroups {
  const members = new Map<string | null, GroupCount[]>()
  for (const count of counts) {
    const group = members.get(count.value)
    if (group) group.push(count)
    else members.set(count.value, [count])
  }
  const groups = [...members].map(([value, some]) => ({
    value,
    worst: Math.min(...some.map(({ place }) => place)),
    ill: some.reduce((sum, { state, nodes }) => sum + (state === 'Healthy' ? 0 : nodes), 0),
    group: {
      value,
      nodes: some.reduce((sum, { nodes }) => sum + nodes, 0),
      counts: Object.fromEntries(
        [...some]
          .sort((a, b) => stateRank(a.state) - stateRank(b.state))
          .map(({ state, nodes }) => [state, nodes]),
      ),
      metrics: subtotals(metrics, some),
    },
  }))
  const sorted = groups.sort(compareGroups).map(({ group }) => group)
  return { shown: sorted.slice(0, mostGroups), all: sorted.length }
}
