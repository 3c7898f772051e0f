import { type PreviewNode, reportMinutes, statusBuckets } from '@/lib/alerts/db/preview'
import { diagnosedMinutes, nodesToRead } from '@/lib/alerts/db/preview-diagnoses'
import type { DiagnosisCondition, SilenceCondition, StatusCondition } from '@/lib/alerts/domain/condition'
import { worseStatuses } from '@/lib/alerts/domain/level'
import { statusBounds, wouldBeSilent, wouldFireBy } from '@/lib/alerts/domain/preview'
import { silentAfterContact } from '@/lib/fleet/domain/node-state'
import { loopTurn } from '@/lib/kernel/loop-turn'
import { type Found, foundInBuckets, type NodeSpans, type Over } from './found'

/** Silence has no day without it to leave out. */
const mostSilent = 300
/** More would take long to read. */
const mostReports = 200_000

export const statusFound = async (over: Over, condition: StatusCondition): Promise<Found> =>
  foundInBuckets(
    over,
    await statusBuckets(over.manager, over.nodes, worseStatuses[condition.status], over.range),
    statusBounds,
    condition,
    [],
  )

/** From the reports themselves, since roll-ups have no diagnoses: of the nodes that were ill most often, if these are too many. */
export async function diagnosisFound(
  { manager, nodes, range, keep }: Over,
  { code, minutes, of }: DiagnosisCondition,
): Promise<Found> {
  const keys = new Set(await nodesToRead(manager, nodes, range, mostReports))
  const some = nodes.filter(({ node_key }) => keys.has(node_key))
  const spans: NodeSpans[] = []
  for (const node of some) {
    const samples = await diagnosedMinutes(manager, node.did, code, range)
    spans.push({ node, spans: wouldFireBy({ minutes, of, keep }, samples) })
    await loopTurn()
  }
  return { spans, seen: some.length, exact: true }
}

export async function silenceFound(
  { manager, nodes, range }: Over,
  { minutes }: SilenceCondition,
): Promise<Found> {
  const some = nodes.slice(0, mostSilent)
  const reported = await reportMinutes(manager, some, range)
  const spans = some.map((node) => ({
    node,
    spans: wouldBeSilent(reported.get(node.node_key) ?? [], longestOf(minutes, node), range.to),
  }))
  return { spans, seen: some.length }
}

const longestOf = (minutes: number | null, node: PreviewNode): number =>
  minutes ??
  Math.ceil(
    silentAfterContact({
      ...{ contactSeconds: node.contact_seconds, cadenceSeconds: node.cadence_seconds },
      intervalSeconds: node.interval_seconds,
    }) / 60,
  )
