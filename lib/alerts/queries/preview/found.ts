import type { EntityManager } from 'typeorm'
import type { PreviewNode } from '@/lib/alerts/db/preview'
import {
  type Basis,
  type Bounds,
  type Bucket,
  timesTold,
  type WouldFire,
  wouldFire,
} from '@/lib/alerts/domain/preview'
import type { RulePreview } from '@/lib/alerts/domain/preview-page'
import { loopTurn } from '@/lib/kernel/loop-turn'

/** Nodes and minutes that a preview looks at, and for how many minutes an alert keeps firing. */
export type Over = {
  manager: EntityManager
  nodes: readonly PreviewNode[]
  range: { from: number; to: number }
  keep: number
  /** Those of the firings of which people are told. */
  heard: (spans: readonly NodeSpans[]) => Promise<NodeSpans[]>
}

export type NodeSpans = { node: PreviewNode; spans: WouldFire[] }

/** When it would have fired on each node, of how many that were looked at. */
export type Found = { spans: NodeSpans[]; seen: number } & Partial<
  Pick<RulePreview, 'exact' | 'least' | 'most' | 'limits'>
>

/** What buckets say, and what they would if each one's lowest or highest value had lasted for all of it. */
export async function foundInBuckets(
  { nodes, range, keep, heard }: Omit<Over, 'manager'>,
  buckets: ReadonlyMap<number, Bucket[]>,
  bounds: Bounds,
  { minutes, of }: { minutes: number; of: number },
  limits: readonly number[],
): Promise<Found> {
  const judge = async (limit: number, basis: Basis = 'usual'): Promise<NodeSpans[]> => {
    const found: NodeSpans[] = []
    for (const node of nodes) {
      const own = (buckets.get(node.node_key) ?? []).filter(
        ({ minute }) => minute >= range.from && minute < range.to,
      )
      if (own.length === 0) continue
      const moved = { ...bounds, limit, recovery: movedRecovery(bounds, limit) }
      found.push({ node, spans: wouldFire(moved, { minutes, of, keep }, own, basis) })
      await loopTurn()
    }
    return found
  }
  const told = async (limit: number, basis?: Basis): Promise<number> =>
    timesTold((await heard(await judge(limit, basis))).map(({ spans }) => spans))
  const compared = []
  for (const limit of limits) compared.push({ limit, told: await told(limit) })
  return {
    ...{ spans: await judge(bounds.limit), seen: nodes.length, limits: compared },
    ...{ least: await told(bounds.limit, 'least'), most: await told(bounds.limit, 'most') },
  }
}

/** Another limit is tried with as much room to its recovery. */
const movedRecovery = (bounds: Bounds, limit: number): number | null =>
  bounds.recovery === null ? null : bounds.recovery + limit - bounds.limit
