import { countWaiting, type FleetNodeRow, readFleet, readSparks, type SparkRow } from '@/lib/db/fleet'
import { database } from '@/lib/db/server-db'
import type { FleetPage, FleetRow, Sparkline } from '@/lib/domain/fleet'
import { isJsonObject } from '@/lib/domain/json'
import { stateRank } from '@/lib/domain/node-health'
import { diagnosisOf } from '@/lib/domain/report'
import type { PersonViewer } from '@/lib/domain/role'
import { labelsOf, numbersOf, stateOf } from './node-state'

const sparkStep = 1_800
const sparkBuckets = 48

/** The fleet, worst first. `q` searches names, DIDs, labels and diagnoses; `state` keeps one state. */
export async function fleetPage(
  viewer: PersonViewer,
  filter: { q?: string | undefined; state?: string | undefined },
): Promise<FleetPage> {
  const { manager } = await database()
  const now = new Date()
  const nodes = await readFleet(manager)
  const states = nodes.map((node) => ({ node, ...stateOf(node, now) }))
  // A map: a status may be any word, also `constructor`.
  const counts = new Map<string, number>()
  for (const { state } of states) counts.set(state, (counts.get(state) ?? 0) + 1)
  const shown = states
    .filter(({ node, state }) => (!filter.state || state === filter.state) && matches(node, filter.q))
    .sort(
      (a, b) =>
        stateRank(a.state) - stateRank(b.state) ||
        (a.node.name ?? a.node.node_did).localeCompare(b.node.name ?? b.node.node_did),
    )
  const from = Math.floor(now.getTime() / 1_000 / sparkStep) * sparkStep - (sparkBuckets - 1) * sparkStep
  const dids = shown.map(({ node }) => node.node_did)
  const [sparks, waitingForViewer] = await Promise.all([
    readSparks(manager, dids, from, sparkStep, sparkBuckets),
    countWaiting(manager, viewer),
  ])
  const byNode = groupByNode(sparks)
  return {
    rows: shown.map(({ node, ...state }) => fleetRow(node, state, byNode.get(node.node_did) ?? [], viewer)),
    counts: Object.fromEntries(counts),
    total: nodes.length,
    waitingForViewer,
    sampleNodes: nodes.filter((node) => node.is_sample).length,
  }
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

const matches = (node: FleetNodeRow, q: string | undefined): boolean => {
  if (!q) return true
  const needle = q.toLowerCase()
  const words = [
    node.node_did,
    node.name ?? '',
    diagnosisOf(node.diagnosis)?.code ?? '',
    ...Object.entries(labelsOf(node.labels)).flat(),
  ]
  return words.some((word) => word.toLowerCase().includes(needle))
}

function sparkline(rows: readonly SparkRow[], of: 'cpu' | 'memory', now: number | undefined): Sparkline {
  const values: (number | null)[] = Array.from({ length: sparkBuckets }, () => null)
  for (const row of rows) if (row.bucket >= 0 && row.bucket < sparkBuckets) values[row.bucket] = row[of]
  return { values, now: now ?? null }
}

function fleetRow(
  node: FleetNodeRow,
  state: ReturnType<typeof stateOf>,
  sparks: readonly SparkRow[],
  viewer: PersonViewer,
): FleetRow {
  const now = numbersOf(isJsonObject(node.metrics) ? node.metrics : null)
  return {
    did: node.node_did,
    name: node.name,
    labels: labelsOf(node.labels),
    sample: node.is_sample,
    ...state,
    diagnosis: diagnosisOf(node.diagnosis),
    cpu: sparkline(sparks, 'cpu', now.cpu_usage_percent),
    memory: sparkline(sparks, 'memory', now.memory_usage_mb),
    disk: now.disk_usage_gb ?? null,
    network: now.network_io_kbps ?? null,
    openJobs: { pending: node.pending, approved: node.approved, running: node.running, lost: node.lost },
    ownedByViewer: node.owner_id === viewer.id,
  }
}
