import type { HealthStatus } from '@/lib/reports/domain/report'
import type { Dependency, LogsSummary } from '@/lib/reports/domain/report-details'
import type { SampleNode } from './node'
import { hash32 } from './noise'
import type { Figures } from './usual-figures'

/** Shares of a node's capacity from which its agent would report a problem. */
const sampleLimits = { warning: 0.85, error: 0.95 } as const

type Diagnosis = { code: string; recommendation: string }
type Judgement = { status: HealthStatus; diagnosis: Diagnosis | null }

type Measure = {
  metric: string
  total: (node: SampleNode) => number
  code: string
  advice: (value: number, total: number) => string
}

const percent = (value: number, total: number): string => `${Math.floor((100 * value) / total)}%`

const measures: readonly Measure[] = [
  {
    metric: 'cpu_usage_percent',
    total: () => 100,
    code: 'HIGH_CPU_LOAD',
    advice: (value) =>
      `The CPU is at ${Math.floor(value)}%. Check the busiest processes and restart the one that hangs.`,
  },
  {
    metric: 'disk_usage_gb',
    total: (node) => node.disk.total,
    code: 'DISK_NEARING_CAPACITY',
    advice: (value, total) =>
      `${Math.floor(value)} of ${total} GB used. Archive old data or clear the cache.`,
  },
  {
    metric: 'memory_usage_mb',
    total: (node) => node.memory.total,
    code: 'MEMORY_PRESSURE',
    advice: (value, total) =>
      `${percent(value, total)} of memory used. Restart the service that keeps growing.`,
  },
  {
    metric: 'network_io_kbps',
    total: (node) => node.network.link,
    code: 'NETWORK_SATURATED',
    advice: (value, total) => `${percent(value, total)} of the link used. Find out what sends so much.`,
  },
]

/** Status and diagnosis from metrics and dependencies: an Error first, then missing metrics, then warnings. */
export function judge(node: SampleNode, metrics: Figures, dependencies: readonly Dependency[]): Judgement {
  // Plain loops: this runs for every report of the fleet's history while the user waits.
  let worst: Measure | null = null
  let worstShare = 0
  const unread: string[] = []
  for (const measure of measures) {
    const value = metrics[measure.metric]
    if (value === undefined) {
      unread.push(measure.metric)
      continue
    }
    const share = value / measure.total(node)
    if (share <= worstShare) continue
    worst = measure
    worstShare = share
  }
  if (worst && worstShare >= sampleLimits.error) return ill('Error', node, metrics, worst)
  if (unread.length > 0)
    return {
      status: 'Unknown',
      diagnosis: {
        code: 'METRICS_UNAVAILABLE',
        recommendation: `${unread.join(' and ')} could not be read. See the agent’s log for the reason.`,
      },
    }
  if (worst && worstShare >= sampleLimits.warning) return ill('Warning', node, metrics, worst)
  const lost = dependencies.filter(({ status }) => status === 'Unreachable')
  if (lost.length > 0 && 2 * lost.length >= dependencies.length)
    return {
      status: 'Warning',
      diagnosis: {
        code: 'DEPENDENCY_UNREACHABLE',
        recommendation: `Unreachable: ${lost.map((one) => one.dependency_did).join(', ')}. Check the network in between.`,
      },
    }
  return { status: 'Healthy', diagnosis: null }
}

const ill = (status: HealthStatus, node: SampleNode, metrics: Figures, measure: Measure): Judgement => ({
  status,
  diagnosis: {
    code: measure.code,
    recommendation: measure.advice(metrics[measure.metric] ?? 0, measure.total(node)),
  },
})

/** Counts of log lines in the last five minutes: few for a healthy node, more for a worse one. */
export function sampleLogs(
  seed: number,
  slot: number,
  status: HealthStatus,
  unreachable: number,
): LogsSummary {
  const chance = hash32(seed, 91, slot)
  const worse = status === 'Error' ? 14 : status === 'Healthy' ? 0 : 2
  return {
    error_count: (status === 'Error' ? 6 + (chance % 9) : chance % 97 === 0 ? 1 : 0) + unreachable,
    warning_count: worse + 3 * unreachable + ((chance >>> 8) % 11 === 0 ? 2 : 0) + ((chance >>> 16) % 3),
  }
}
