import { compareGroups, mostGroups } from './fleet-groups'
import { isIll, type MapNode } from './map-node'
import { stateRank } from './node-state'

/** Nodes of one value of the label, ill ones first. `silent`: its outage, if there is one. */
export type MapGroup = {
  /** Tells groups apart; a node without the label is in a group of its own. */
  key: string
  /** The value; null: without the label. */
  value: string | null
  nodes: MapNode[]
  outage: Outage | null
}

/** Nodes that fell silent together: `count` marks in a row, from `from`. `whole`: the whole group. */
type Outage = { from: number; count: number; since: string; whole: boolean }

/** As many silent nodes of a group, last heard within so long, are one outage; so is any group of several that is silent as a whole. */
const together = { nodes: 5, ms: 120_000 } as const

const well = stateRank('Healthy')
const silent = stateRank('Silent')

const isSilent = ({ state }: MapNode): boolean => state === 'Silent'

/** The silent nodes that were last heard within the window that holds most of them. */
function heardTogether(nodes: readonly MapNode[]): Set<MapNode> {
  const heard = nodes
    .flatMap((node) => (node.since === null ? [] : [{ node, at: Date.parse(node.since) }]))
    .sort((a, b) => a.at - b.at)
  let best = { from: 0, to: 0 }
  let from = 0
  for (const [to, { at }] of heard.entries()) {
    while (at - (heard[from]?.at ?? at) > together.ms) from += 1
    if (to + 1 - from > best.to - best.from) best = { from, to: to + 1 }
  }
  return new Set(heard.slice(best.from, best.to).map(({ node }) => node))
}

function outageAmong(nodes: readonly MapNode[]): Set<MapNode> {
  const quiet = nodes.filter(isSilent)
  if (quiet.length > 1 && quiet.length === nodes.length) return new Set(quiet)
  const found = quiet.length < together.nodes ? new Set<MapNode>() : heardTogether(quiet)
  return found.size < together.nodes ? new Set() : found
}

/** Ill ones first, those of an outage side by side; what is well by its fill, highest first; else in the given order. */
function inOrder(nodes: readonly MapNode[], out: ReadonlySet<MapNode>): MapNode[] {
  const within = (node: MapNode): number => {
    if (node.place === silent) return out.has(node) ? 0 : 1
    return node.place === well && node.step !== null ? -node.step : 1
  }
  return [...nodes].sort((a, b) => a.place - b.place || within(a) - within(b))
}

function groupOf(key: string, value: string | null, all: readonly MapNode[]): MapGroup {
  const out = outageAmong(all)
  const nodes = inOrder(all, out)
  const members = [...out]
  const first = members[0]
  // What is reported by word as Silent has no time of its own.
  if (!first) return { key, value, nodes, outage: null }
  const since = members.reduce((latest, { since: at }) => (at !== null && at > latest ? at : latest), '')
  return {
    ...{ key, value, nodes },
    outage: {
      from: nodes.findIndex((node) => out.has(node)),
      ...{ count: out.size, since, whole: out.size === nodes.length },
    },
  }
}

const rankOf = ({ value, nodes }: MapGroup) => ({
  ...{ value, worst: nodes[0]?.place ?? well, ill: nodes.filter(isIll).length },
})

/** `nodes`, worst first as the server sends them, by their label. Every node is in exactly one group; the last of very many groups share one. */
export function mapGroups(nodes: readonly MapNode[]): MapGroup[] {
  const members = new Map<string, MapNode[]>()
  for (const node of nodes) {
    const key = node.group === null ? 'none' : `=${node.group}`
    const group = members.get(key)
    if (group) group.push(node)
    else members.set(key, [node])
  }
  const groups = [...members]
    .map(([key, some]) => groupOf(key, some[0]?.group ?? null, some))
    .map((group) => ({ group, rank: rankOf(group) }))
    .sort((a, b) => compareGroups(a.rank, b.rank))
    .map(({ group }) => group)
  if (groups.length <= mostGroups) return groups
  const rest = groups.slice(mostGroups - 1)
  return [
    ...groups.slice(0, mostGroups - 1),
    groupOf(
      'others',
      null,
      rest.flatMap((group) => group.nodes),
    ),
  ]
}

/** The groups as they were, each node as it is now: no mark moves, none comes or goes. */
export function inHeldPlaces(held: readonly MapGroup[], nodes: readonly MapNode[]): MapGroup[] {
  const present = new Map(nodes.map((node) => [node.did, node]))
  return held.map((group) => ({
    ...group,
    nodes: group.nodes.map((node) => present.get(node.did) ?? node),
  }))
}
