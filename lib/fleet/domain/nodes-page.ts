import { hasNul, oneParam, type SearchParams } from '@/lib/kernel/url/search-params'

/** Which nodes the settings show. */
const nodeShows = ['service', 'silent', 'retired'] as const
type NodeShow = (typeof nodeShows)[number]

export type NodesFilter = {
  show: NodeShow
  q?: string | undefined
  cursor?: string | undefined
  /** A node that was just added, whose first report is awaited. */
  added?: string | undefined
}

/** Reads the address of the page; `unknown` names parameters whose values say nothing. */
export function nodesFilter(params: SearchParams): { filter: NodesFilter; unknown: string[] } {
  const show = oneParam(params, 'show')
  const known = nodeShows.find((one) => one === show)
  return {
    filter: {
      show: known ?? 'service',
      q: oneParam(params, 'q')?.slice(0, 255),
      cursor: oneParam(params, 'cursor'),
      added: oneParam(params, 'added')?.slice(0, 255),
    },
    unknown: [
      ...(show !== undefined && known === undefined ? ['show'] : []),
      ...(['show', 'q', 'cursor', 'added'] as const).filter((name) => hasNul(params, name)),
    ],
  }
}

export function nodesHref({ show, q, cursor, added }: NodesFilter): `/settings/nodes${string}` {
  const query = new URLSearchParams()
  if (show !== 'service') query.set('show', show)
  if (q) query.set('q', q)
  if (cursor) query.set('cursor', cursor)
  if (added) query.set('added', added)
  return query.size === 0 ? '/settings/nodes' : `/settings/nodes?${query}`
}

/** A node in the settings. Times in ISO 8601, UTC. */
export type NodeRow = {
  did: string
  name: string | null
  labels: Record<string, string>
  owners: { did: string; name: string; you: boolean }[]
  state: string
  heardAt: string | null
  retired: { at: string; reason: string } | null
  /** How many jobs would be cancelled with it; null while that cannot be read. */
  openJobs: number | null
  may: { rename: boolean; label: boolean; retire: boolean }
}

export type NodesPage = {
  nodes: NodeRow[]
  next: string | null
  counts: Record<NodeShow, number>
  /** How long a node is silent before it is offered for retirement. */
  longSilenceDays: number
  mayAdd: boolean
  /** The node of `added`: null when there is none. */
  added: { did: string; state: string; heardAt: string | null } | null
}
