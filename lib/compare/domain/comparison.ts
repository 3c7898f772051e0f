import type { NodeState } from '@/lib/fleet/domain/node-state'
import { shortDid } from '@/lib/kernel/did/short-did'
import { orderMetrics } from '@/lib/reports/domain/metric'
import type { NodeCharts } from '@/lib/series/domain/node-charts'

export type ComparedNode = {
  did: string
  name: string | null
  state: NodeState
  /** The numbers of its latest report, and when that was, in epoch seconds. */
  now: Record<string, number>
  reportedAt: number | null
}

/** A node without a name goes by its DID. */
export const nodeName = ({ name, did }: Pick<ComparedNode, 'did' | 'name'>): string => name ?? shortDid(did)

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

/** A select with more options is a list to be searched. */
const mostMetrics = 300

/** The metrics of the latest reports, and the chosen one, for which a node may have older values. */
export function metricsOf(nodes: readonly ComparedNode[], chosen: string): string[] {
  const names = orderMetrics([...new Set(nodes.flatMap(({ now }) => Object.keys(now)))])
  const first = names.slice(0, mostMetrics)
  return first.includes(chosen) ? first : [chosen, ...first]
}
