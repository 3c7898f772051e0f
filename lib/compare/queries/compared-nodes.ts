import { type CompareChoice, mostCompared } from '@/lib/compare/domain/compare-params'
import type { ComparedNode, ComparedNodes } from '@/lib/compare/domain/comparison'
import { database } from '@/lib/db/connection/server-database'
import { countMatching, readFleetPage } from '@/lib/fleet/db/list'
import { type FleetNodeRow, readNodes } from '@/lib/fleet/db/nodes'
import { numbersOf, stateOf } from '@/lib/fleet/queries/node-state'
import { isJsonObject } from '@/lib/kernel/json/json'
import type { PersonViewer } from '@/lib/kernel/role'

/**
 * The nodes of a comparison: those that the URL names, in its order, else those of its filter, worst first. What a viewer may not
 * see counts like what does not exist.
 */
export async function comparedNodes(viewer: PersonViewer, choice: CompareChoice): Promise<ComparedNodes> {
  const { manager } = await database()
  if (choice.dids.length > 0) {
    const found = new Map(
      (await readNodes(manager, viewer, choice.dids)).map((node) => [node.node_did, node]),
    )
    const nodes = choice.dids.flatMap((did) => found.get(did) ?? [])
    return {
      nodes: nodes.slice(0, mostCompared).map(nodeOf),
      all: nodes.length,
      gone: choice.dids.length - nodes.length,
    }
  }
  const request = { viewer, filter: choice.filter }
  const nodes = await readFleetPage(manager, request, null, mostCompared + 1)
  const all = nodes.length > mostCompared ? await countMatching(manager, request) : nodes.length
  return { nodes: nodes.slice(0, mostCompared).map(nodeOf), all: Math.max(all, nodes.length), gone: 0 }
}

/** The DIDs of these nodes and of those that a search finds, worst first, as many as can be compared. */
export async function addedNodes(
  viewer: PersonViewer,
  nodes: readonly ComparedNode[],
  q: string,
): Promise<string[]> {
  const { manager } = await database()
  const request = { viewer, filter: { q, sort: 'state' } as const }
  const found = await readFleetPage(manager, request, null, 2 * mostCompared)
  const dids = [...nodes.map(({ did }) => did), ...found.map((node) => node.node_did)]
  return [...new Set(dids)].slice(0, mostCompared)
}

function nodeOf(row: FleetNodeRow): ComparedNode {
  return {
    did: row.node_did,
    name: row.name,
    state: stateOf(row).state,
    now: numbersOf(isJsonObject(row.metrics) ? row.metrics : null),
    reportedAt: row.timestamp === null ? null : row.timestamp.getTime() / 1_000,
  }
}
