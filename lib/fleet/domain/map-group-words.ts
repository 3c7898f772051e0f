import type { FleetFilter } from './fleet-filter'
import type { MapGroup } from './map-groups'
import { isIll, type MapNode } from './map-node'
import { stateRank } from './node-state'

/** How many of its nodes are in each state but Healthy, worst first. */
export function illCounts(nodes: readonly MapNode[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const node of nodes) if (isIll(node)) counts.set(node.state, (counts.get(node.state) ?? 0) + 1)
  return [...counts].sort(([a], [b]) => stateRank(a) - stateRank(b))
}

/** What a group is called. */
export const groupName = ({ key, value }: MapGroup, filter: FleetFilter): string => {
  if (filter.group === undefined) return 'All nodes'
  return value ?? (key === 'others' ? 'other groups' : `no ${filter.group}`)
}
