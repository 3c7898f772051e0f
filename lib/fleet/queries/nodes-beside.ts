import type { EntityManager } from 'typeorm'
import { readNodesBeside } from '@/lib/fleet/db/nodes'
import type { NodeState } from '@/lib/fleet/domain/node-state'
import type { PersonViewer } from '@/lib/kernel/role'
import { diagnosisOf } from '@/lib/reports/domain/report-details'
import { stateOf } from './node-state'

/** A node as a list of something else shows it; `tasks` is unparsed. */
export type NodeBeside = { state: NodeState; since: string | null; code: string | null; tasks: unknown }

/** How these nodes are and what they offer, by DID; those that this viewer may not see are left out. */
export async function nodesBeside(
  db: EntityManager,
  viewer: PersonViewer,
  dids: readonly string[],
): Promise<Map<string, NodeBeside>> {
  if (dids.length === 0) return new Map()
  const nodes = await readNodesBeside(db, viewer, [...new Set(dids)])
  return new Map(
    nodes.map((node) => {
      const { state, since } = stateOf(node)
      const code = diagnosisOf(node.diagnosis)?.code ?? null
      return [node.node_did, { state, since, code, tasks: node.tasks }]
    }),
  )
}
