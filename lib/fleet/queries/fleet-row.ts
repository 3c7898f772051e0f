import { database } from '@/lib/db/connection/server-database'
import { readLastJobs } from '@/lib/fleet/db/last-jobs'
import type { FleetNodeRow } from '@/lib/fleet/db/nodes'
import { readSparks, type SparkRow } from '@/lib/fleet/db/sparks'
import { type FleetColumn, metricsOf } from '@/lib/fleet/domain/fleet-columns'
import type { FleetRow, Sparkline } from '@/lib/fleet/domain/fleet-page'
import { shortClockText } from '@/lib/fleet/domain/node-clock'
import { isJsonObject } from '@/lib/kernel/json/json'
import { diagnosisOf } from '@/lib/reports/domain/report-details'
import { wholeOf } from '@/lib/reports/domain/whole'
import { labelsOf, numbersOf, stateOf } from './node-state'

const sparkStep = 3_600
const sparkBuckets = 24

/** The rows of these nodes on the fleet page, in this order, with sparklines of the last 24 hours and what is in these columns. */
export async function fleetRows(
  nodes: readonly FleetNodeRow[],
  now: Date,
  columns: readonly FleetColumn[] = [],
): Promise<FleetRow[]> {
  const from = (Math.floor(now.getTime() / 1_000 / sparkStep) - sparkBuckets + 1) * sparkStep
  const dids = nodes.map((node) => node.node_did)
  const { manager } = await database()
  const [sparks, jobs] = await Promise.all([
    dids.length > 0 ? readSparks(manager, dids, from, sparkStep, sparkBuckets) : [],
    columns.includes('last-job') ? readLastJobs(manager, dids) : [],
  ])
  const byNode = groupByNode(sparks)
  const lastJobs = new Map(
    jobs.map(({ node_did, job_id: id, task_name: task, status, created_at }) => [
      node_did,
      { id, task, status, at: created_at?.toISOString() ?? '' },
    ]),
  )
  const metrics = metricsOf(columns)
  return nodes.map((node) => ({
    ...fleetRow(node, byNode.get(node.node_did) ?? [], metrics),
    lastJob: lastJobs.get(node.node_did) ?? null,
  }))
}

function groupByNode(rows: readonly SparkRow[]): Map<string, SparkRow[]> {
  const groups = new Map<string, SparkRow[]>()
  for (const row of rows) {
    const group = groups.get(row.node_did)
    if (group) group.push(row)
    else groups.set(row.node_did, [row])
  }
  return groups
}

/** A line 24 px high shows no more digits, and a page has over a hundred lines. */
const drawn = (value: number | null): number | null => value && Number(value.toPrecision(4))

const nothing = (): (number | null)[] => Array.from({ length: sparkBuckets }, () => null)

function sparkline(
  rows: readonly SparkRow[],
  of: 'cpu' | 'memory',
): Pick<Sparkline, 'values' | 'low' | 'high'> {
  const [values, low, high] = [nothing(), nothing(), nothing()]
  for (const row of rows) {
    if (row.bucket < 0 || row.bucket >= sparkBuckets) continue
    values[row.bucket] = drawn(row[of])
    low[row.bucket] = drawn(row[`${of}_low`])
    high[row.bucket] = drawn(row[`${of}_high`])
  }
  return { values, low, high }
}

function fleetRow(
  node: FleetNodeRow,
  sparks: readonly SparkRow[],
  metrics: readonly string[],
): Omit<FleetRow, 'lastJob'> {
  const { state, reportedStatus, flapsTo, since, heardAt, lastReportAt, clockOffsetSeconds } = stateOf(node)
  const present = numbersOf(isJsonObject(node.metrics) ? node.metrics : null)
  return {
    did: node.node_did,
    name: node.name,
    labels: labelsOf(node.labels),
    sample: node.is_sample,
    state,
    reportedStatus,
    flapsTo,
    since,
    heardAt,
    clock: clockOffsetSeconds === null ? null : shortClockText(clockOffsetSeconds, lastReportAt),
    diagnosis: diagnosisOf(node.diagnosis),
    cpu: { ...sparkline(sparks, 'cpu'), now: present.cpu_usage_percent ?? null, percent: null },
    memory: {
      ...sparkline(sparks, 'memory'),
      now: present.memory_usage_mb ?? null,
      percent: wholeOf('memory_usage_mb', present)?.percent ?? null,
    },
    disk: present.disk_usage_gb ?? null,
    diskPercent: wholeOf('disk_usage_gb', present)?.percent ?? null,
    network: present.network_io_kbps ?? null,
    chosen: Object.entries(present).flatMap(([metric, value]) =>
      metrics.includes(metric) ? { metric, value } : [],
    ),
    openJobs: node.open_jobs,
  }
}
