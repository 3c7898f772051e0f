import type { NodeState } from '@/lib/fleet/domain/node-state'
import type { NodeCharts } from '@/lib/series/domain/node-charts'

export type ComparedNode = {
  did: string
  name: string | null
  state: NodeState
  /** The numbers of its latest report, and when that was, in epoch seconds. */
  now: Record<string, number>
  reportedAt: number | null
}

export type ComparedNodes = {
  /** At most 50. */
  nodes: ComparedNode[]
  /** How many there are; the others are left out. */
  all: number
  /** How many of the URL do not exist for this viewer. */
  gone: number
}

/** What charts draw of a node. */
export type NodeSeries = Pick<
  NodeCharts,
  'series' | 'status' | 'range' | 'tier' | 'gaps' | 'previous' | 'metrics' | 'moreMetrics'
> & {
  did: string
}
