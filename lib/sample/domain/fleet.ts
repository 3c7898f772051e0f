import type { Report } from '@/lib/reports/domain/report'
import type { Dependency } from '@/lib/reports/domain/report-details'
import { judge, sampleLogs } from './health'
import type { SampleNode } from './node'
import { sampleNodes } from './nodes'
import { hash32, sampleUuid } from './noise'
import { figuresAt, isSilent } from './story'
import { day } from './timeline'
import type { Figures, Moment } from './usual-figures'

/** Each node reports every five minutes, for thirty days before the load. */
export const slotSeconds = 300
export const historySeconds = 30 * day

/** A node's entries about its dependencies; created once, since they are used a hundred thousand times. */
const links = new Map(
  sampleNodes.map((node) => [
    node.seed,
    sampleNodes
      .filter((other) => node.dependsOn.includes(other.name))
      .sort((a, b) => node.dependsOn.indexOf(a.name) - node.dependsOn.indexOf(b.name))
      .map((other) => ({
        other,
        healthy: { dependency_did: other.did, status: 'Healthy' },
        unreachable: { dependency_did: other.did, status: 'Unreachable' },
      })),
  ]),
)

/** When the report of a slot is sent: each node at its own time within the slot, give or take a few seconds. */
const sentAt = (node: SampleNode, slot: number): number =>
  slot + 23 * node.seed + (hash32(node.seed, 11, slot) % 5)

/** The start of the slot that contains a time in epoch seconds. */
export const slotOf = (time: number): number => Math.floor(time / slotSeconds) * slotSeconds

const momentOf = (node: SampleNode, slot: number, anchor: number): Moment => {
  const time = sentAt(node, slot)
  return { node, time, slot, ago: anchor - time }
}

const scales: Record<string, number> = {
  ...{ disk_usage_gb: 100, memory_usage_mb: 1, network_io_kbps: 1 },
  ...{ disk_usage_percent: 100, memory_usage_percent: 100 },
}

/** What is taken of the whole, as agents report it. */
function withShares(figures: Figures, { disk, memory }: SampleNode): Figures {
  const { disk_usage_gb, memory_usage_mb } = figures
  if (memory_usage_mb !== undefined) figures.memory_usage_percent = (100 * memory_usage_mb) / memory.total
  if (disk_usage_gb !== undefined) figures.disk_usage_percent = (100 * disk_usage_gb) / disk.total
  return figures
}

const rounded = (figures: Figures): Figures => {
  const result: Figures = {}
  for (const key in figures) {
    const scale = scales[key] ?? 10
    result[key] = Math.round((figures[key] ?? 0) * scale) / scale
  }
  return result
}

/** Which dependencies respond: silent nodes do not, nor, over a bad uplink, the first in the list. */
function dependenciesAt({ node, slot }: Moment, metrics: Figures, anchor: number): Dependency[] {
  const cut = (metrics.packet_loss_percent ?? 0) > 20
  return (links.get(node.seed) ?? []).map(({ other, healthy, unreachable }, index) =>
    (cut && index === 0) || isSilent(momentOf(other, slot, anchor)) ? unreachable : healthy,
  )
}

/**
 * One node's report for the slot that begins at `slot` (epoch seconds, a multiple of 300), in a fleet loaded at `anchor`
 * (epoch seconds). Always the same for the same arguments; null when the node sent nothing.
 */
export function sampleReport(
  node: SampleNode,
  slot: number,
  anchor: number,
): (Report & { report_id: string }) | null {
  const moment = momentOf(node, slot, anchor)
  if (isSilent(moment)) return null
  const metrics = rounded(withShares(figuresAt(moment), node))
  const dependencies = dependenciesAt(moment, metrics, anchor)
  const { status, diagnosis } = judge(node, metrics, dependencies)
  const unreachable = dependencies.filter((one) => one.status === 'Unreachable').length
  const logs_summary = sampleLogs(node.seed, slot, status, unreachable)
  const target_node_did = node.did
  const timestamp = new Date(moment.time * 1_000).toISOString()
  return {
    report_id: sampleUuid(slot / slotSeconds, node.seed),
    target_node_did,
    timestamp,
    status,
    metrics,
    diagnosis,
    raw_report: {
      ...{ target_node_did, timestamp, status, metrics, diagnosis, dependencies, logs_summary },
      time_zone: node.timeZone,
    },
  }
}

/** A node and the time, in epoch seconds, after which its reports are needed. */
type SampleSpan = { node: SampleNode; after: number }

/**
 * The reports that these nodes sent until `to` (epoch seconds), slot by slot and in the order of the nodes within a slot.
 */
export function* sampleReports(
  spans: readonly SampleSpan[],
  to: number,
  anchor: number,
): Generator<Report & { report_id: string }> {
  const inOrder = [...spans].sort((a, b) => a.node.seed - b.node.seed)
  const first = Math.min(to, ...spans.map((span) => span.after))
  for (let slot = slotOf(first); slot <= to; slot += slotSeconds) {
    for (const { node, after } of inOrder) {
      const time = sentAt(node, slot)
      const report = time > after && time <= to ? sampleReport(node, slot, anchor) : null
      if (report) yield report
    }
  }
}
