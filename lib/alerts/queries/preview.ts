import {
  metricBuckets,
  metricDays,
  type PreviewNode,
  previewNodes,
  reportMinutes,
  statusBuckets,
} from '@/lib/alerts/db/preview'
import { worseStatuses } from '@/lib/alerts/domain/level'
import {
  type Bucket,
  boundsOf,
  otherLimits,
  timesTold,
  type WouldFire,
  wouldBeSilent,
  wouldFire,
} from '@/lib/alerts/domain/preview'
import type { RulePreview } from '@/lib/alerts/domain/preview-page'
import type { RuleSettings } from '@/lib/alerts/domain/rule'
import { database } from '@/lib/db/connection/server-database'
import { silentAfterContact } from '@/lib/fleet/domain/node-state'
import { loopTurn } from '@/lib/kernel/loop-turn'
import type { PersonViewer } from '@/lib/kernel/role'

const days = 30
/** More node-days would keep the server busy for seconds. */
const mostDays = 600
/** The same for silence, which has no day without it to leave out. */
const mostSilent = 300

type Previewed = Pick<RuleSettings, 'scope' | 'label' | 'node_did' | 'condition' | 'keep_minutes'>

/** What a rule would have done in the last 30 days, from the roll-ups. */
export async function previewRule(viewer: PersonViewer, rule: Previewed): Promise<RulePreview> {
  const began = Date.now()
  const { manager } = await database()
  const nodes = await previewNodes(manager, viewer, rule)
  const to = Math.floor(began / 60_000)
  const range = { from: to - days * 1_440, to }
  const common = { from: range.from * 60, to: to * 60, nodes: nodes.length }
  const { condition } = rule
  if (condition.kind === 'diagnosis') return { ...common, kind: 'unknown' }
  const done = (spans: readonly NodeSpans[], seen: number, more: Partial<Compared> = {}): RulePreview => ({
    ...{ ...common, kind: 'known', seen, told: timesTold(spans.map((one) => one.spans)) },
    ...{ least: null, most: null, limits: [], ...more },
    rows: rowsOf(spans),
    seconds: (Date.now() - began) / 1_000,
  })
  if (condition.kind === 'silence') {
    const some = nodes.slice(0, mostSilent)
    const minutes = await reportMinutes(manager, some, range)
    const spans = some.map((node) => ({
      node,
      spans: wouldBeSilent(minutes.get(node.node_key) ?? [], longestOf(condition.minutes, node), to),
    }))
    return done(spans, some.length)
  }
  const bounds = boundsOf(condition)
  if (!bounds) return { ...common, kind: 'unknown' }
  const firing = { minutes: condition.minutes, of: condition.of, keep: rule.keep_minutes }
  const limits = condition.kind === 'metric' ? otherLimits(condition) : []
  const wanted =
    condition.kind === 'metric'
      ? await metricDays(
          manager,
          nodes,
          { metric: condition.metric, over: condition.over, bound: limits[0] ?? condition.limit },
          { ...range, limit: mostDays + 1 },
        )
      : null
  const complete = wanted === null || wanted.length <= mostDays
  const last = wanted?.at(-1)?.node_key ?? 0
  // The last node may have been cut in two.
  const kept = complete ? nodes : nodes.filter(({ node_key }) => node_key < last)
  const buckets =
    condition.kind === 'metric'
      ? await metricBuckets(
          manager,
          condition.metric,
          complete ? (wanted ?? []) : (wanted ?? []).filter(({ node_key }) => node_key < last),
        )
      : await statusBuckets(manager, nodes, worseStatuses[condition.status], range)
  const judge = async (limit: number, basis: 'usual' | 'least' | 'most' = 'usual'): Promise<NodeSpans[]> => {
    const found: NodeSpans[] = []
    for (const node of kept) {
      const own = inRange(buckets.get(node.node_key) ?? [], range)
      if (own.length === 0) continue
      found.push({
        node,
        spans: wouldFire({ ...bounds, limit, recovery: movedRecovery(bounds, limit) }, firing, own, basis),
      })
      await loopTurn()
    }
    return found
  }
  const told = async (limit: number, basis: 'usual' | 'least' | 'most' = 'usual'): Promise<number> =>
    timesTold((await judge(limit, basis)).map(({ spans }) => spans))
  const compared = []
  for (const limit of limits) compared.push({ limit, told: await told(limit) })
  return done(await judge(bounds.limit), kept.length, {
    ...{ least: await told(bounds.limit, 'least'), most: await told(bounds.limit, 'most'), limits: compared },
  })
}

type NodeSpans = { node: PreviewNode; spans: WouldFire[] }
type Compared = { least: number; most: number; limits: { limit: number; told: number }[] }

const inRange = (buckets: readonly Bucket[], { from, to }: { from: number; to: number }): Bucket[] =>
  buckets.filter(({ minute }) => minute >= from && minute < to)

/** Another limit is tried with as much room to its recovery. */
const movedRecovery = (bounds: { limit: number; recovery: number | null }, limit: number): number | null =>
  bounds.recovery === null ? null : bounds.recovery + limit - bounds.limit

const longestOf = (minutes: number | null, node: PreviewNode): number =>
  minutes ??
  Math.ceil(
    silentAfterContact({
      ...{ contactSeconds: node.contact_seconds, cadenceSeconds: node.cadence_seconds },
      intervalSeconds: node.interval_seconds,
    }) / 60,
  )

function rowsOf(spans: readonly NodeSpans[]) {
  return spans
    .filter((one) => one.spans.length > 0)
    .map(({ node, spans: found }) => ({
      ...{ did: node.did, name: node.name },
      spans: found.map(({ since, ended }) => ({ from: since * 60, to: ended === null ? null : ended * 60 })),
    }))
    .sort((a, b) => b.spans.length - a.spans.length)
}
