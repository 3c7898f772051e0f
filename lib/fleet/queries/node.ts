import type { EntityManager } from 'typeorm'
import { database } from '@/lib/db/connection/server-database'
import { doubleAgents } from '@/lib/fleet/db/agent-instances'
import { lastSilence } from '@/lib/fleet/db/last-silence'
import { type FleetNodeRow, nodeNames, readFleet } from '@/lib/fleet/db/nodes'
import { nodeScope } from '@/lib/fleet/db/visibility'
import { aheadText, clockText } from '@/lib/fleet/domain/node-clock'
import type { NodeDetail } from '@/lib/fleet/domain/node-detail'
import type { NodeState } from '@/lib/fleet/domain/node-state'
import { nodeTrust } from '@/lib/fleet/domain/node-trust'
import { nodeZone } from '@/lib/fleet/domain/node-zone'
import type { NodeScope } from '@/lib/kernel/did/node-scope'
import { isJsonObject } from '@/lib/kernel/json/json'
import { jsonValue } from '@/lib/kernel/json/schemas'
import type { Viewer } from '@/lib/kernel/role'
import { latestReport, newestAhead, reportsAhead } from '@/lib/reports/db/latest-report'
import {
  agentLimitsOf,
  dependenciesOf,
  diagnosisOf,
  logsSummaryOf,
} from '@/lib/reports/domain/report-details'
import { taskOffers } from '@/lib/tasks/domain/task'
import { leftOut, listedMetrics } from './node-metrics'
import { labelsOf, stateOf } from './node-state'

/** One node without its series; null when it does not exist for this viewer. */
export async function nodeDetail(viewer: Viewer, did: string): Promise<NodeDetail | null> {
  const { manager } = await database()
  const scope = await nodeScope(manager, viewer, did)
  if (!scope) return null
  const [[node], { raw, metrics, tooLong }, ahead, newest, double] = await Promise.all([
    readFleet(manager, scope),
    latestReport(manager, scope),
    reportsAhead(manager, scope),
    newestAhead(manager, scope),
    doubleAgents(manager, did),
  ])
  if (!node) return null
  const { clockOffsetSeconds, ...state } = stateOf(node)
  const silence = await silenceBefore(manager, scope, node, state)
  const dependencies = dependenciesOf(raw)
  const labels = labelsOf(node.labels)
  const listed = listedMetrics(metrics, node.metrics)
  const names = await nodeNames(
    manager,
    viewer,
    dependencies.map((dependency) => dependency.dependency_did),
  )
  return {
    did: node.node_did,
    name: node.name,
    labels,
    sample: node.is_sample,
    owners: node.owners.map(({ did: owner, name }) => ({ did: owner, name })),
    restricted: node.restricted,
    retired: node.retired_at && {
      at: node.retired_at.toISOString(),
      by: node.service_by,
      reason: node.service_reason ?? '',
    },
    ownedByViewer: viewer.kind === 'person' && node.owners.some((owner) => owner.id === viewer.id),
    ...state,
    since: silence?.to.toISOString() ?? state.since,
    silentSeconds: silence && (silence.to.getTime() - silence.from.getTime()) / 1_000,
    clock: clockOffsetSeconds === null ? null : clockText(clockOffsetSeconds, state.lastReportAt),
    ahead: ahead && { text: aheadText(ahead), at: ahead.at.toISOString() },
    newestAhead: newest?.toISOString() ?? null,
    doubleAgents: double,
    cadenceSeconds: node.cadence_seconds,
    diagnosis: diagnosisOf(node.diagnosis),
    now: listed,
    dependencies: dependencies.map((dependency) => ({
      ...dependency,
      name: names.get(dependency.dependency_did) ?? null,
    })),
    logs: logsSummaryOf(raw),
    agentLimits: agentLimitsOf(raw),
    timeZone: nodeZone(isJsonObject(raw) ? raw.time_zone : null, labels.time_zone),
    rawReport: tooLong.raw ? null : { json: jsonValue.parse(raw ?? null) },
    metricsLeftOut: tooLong.raw || tooLong.metrics ? null : leftOut(raw, metrics, listed),
    tasks: taskOffers.safeParse(node.tasks).data ?? [],
    trust: nodeTrust.safeParse(node.consent).data ?? null,
  }
}

/** The silence that the node's present state follows, if it reported that state then or has since. */
async function silenceBefore(
  db: EntityManager,
  scope: NodeScope,
  { status, cadence_seconds, interval_seconds }: FleetNodeRow,
  { state }: { state: NodeState },
): Promise<{ from: Date; to: Date } | null> {
  if (state !== status) return null
  return lastSilence(db, scope, Math.max(cadence_seconds ?? 0, interval_seconds ?? 0) || null)
}
