import { z } from 'zod'
import type { Metrics } from '@/lib/agent/host/collect'
import type { HealthStatus } from '@/lib/reports/domain/report'

const limits = (warning: number, error: number) =>
  z
    .strictObject({
      warning: z.number().min(1).max(100).default(warning),
      error: z.number().min(1).max(100).default(error),
    })
    .refine((given) => given.warning <= given.error, 'the warning must not lie above the error')
    .prefault({})

/** Percentages from which a node is ill. The CPU must stay there over `sustained_samples` samples in a row. */
export const thresholdsSchema = z
  .strictObject({
    cpu_usage_percent: limits(85, 95),
    memory_usage_percent: limits(85, 95),
    disk_usage_percent: limits(85, 95),
    sustained_samples: z.number().int().min(1).max(1_000).default(6),
  })
  .prefault({})
type Thresholds = z.infer<typeof thresholdsSchema>

type Finding = { code: string; severity: 'Warning' | 'Error'; recommendation: string }

export type Assessment = {
  status: HealthStatus
  /** The worst finding; `findings` names all when there are several. Null when nothing is wrong. */
  diagnosis: { code: string; recommendation: string; findings?: Finding[] } | null
}

export type Condition = {
  /** Newest last. */
  samples: readonly Metrics[]
  service: { name: string; answers: boolean } | null
  dependencies: readonly { dependency_did: string; status: 'Healthy' | 'Unreachable' }[]
}

const severityOf = (value: number, limit: { warning: number; error: number }): Finding['severity'] | null =>
  value >= limit.error ? 'Error' : value >= limit.warning ? 'Warning' : null

/** The lowest CPU use of the last samples; null while there are too few to speak of a lasting load. */
function sustainedCpu(samples: readonly Metrics[], count: number): number | null {
  const recent = samples.slice(-count).flatMap((sample) => sample.cpu_usage_percent ?? [])
  return recent.length < count ? null : Math.min(...recent)
}

type Measure = {
  code: string
  value: number | null
  limit: { warning: number; error: number }
  advice: string
}

function measures(samples: readonly Metrics[], thresholds: Thresholds): Measure[] {
  const latest = samples.at(-1) ?? {}
  return [
    {
      code: 'DISK_NEARING_CAPACITY',
      value: latest.disk_usage_percent ?? null,
      limit: thresholds.disk_usage_percent,
      advice: '% of the disk is used. Clear caches and old logs, or add space.',
    },
    {
      code: 'MEMORY_PRESSURE',
      value: latest.memory_usage_percent ?? null,
      limit: thresholds.memory_usage_percent,
      advice: '% of the memory is used. Find the process that grows, and restart it or add memory.',
    },
    {
      code: 'HIGH_CPU_LOAD',
      value: sustainedCpu(samples, thresholds.sustained_samples),
      limit: thresholds.cpu_usage_percent,
      advice: `% of the CPU or more was used over ${thresholds.sustained_samples} samples in a row. Look at the busiest processes with collect_diagnostics.`,
    },
  ]
}

function findingsOf(condition: Condition, thresholds: Thresholds): Finding[] {
  const { samples, service, dependencies } = condition
  const lost = dependencies.filter((dependency) => dependency.status === 'Unreachable')
  const found = measures(samples, thresholds).flatMap(({ code, value, limit, advice }): Finding[] => {
    const severity = value === null ? null : severityOf(value, limit)
    return severity ? [{ code, severity, recommendation: `${Math.floor(value ?? 0)} ${advice}` }] : []
  })
  return [
    ...(service && !service.answers
      ? [
          {
            code: 'SERVICE_DOWN',
            severity: 'Error' as const,
            recommendation: `The service ${service.name} does not answer. Request restart_service with service_name ${service.name}.`,
          },
        ]
      : []),
    ...found,
    ...(lost.length > 0
      ? [
          {
            code: 'DEPENDENCY_UNREACHABLE',
            severity: 'Warning' as const,
            recommendation: `Not reachable from this node: ${lost.map((entry) => entry.dependency_did).join(', ')}. Check those nodes and the network between.`,
          },
        ]
      : []),
  ]
}

/** Status and diagnosis of the node from what was measured. Pure; Errors come before Warnings. */
export function assess(condition: Condition, thresholds: Thresholds): Assessment {
  const findings = findingsOf(condition, thresholds)
  const worst = findings.find((finding) => finding.severity === 'Error') ?? findings[0]
  if (worst) {
    const { code, recommendation, severity } = worst
    const diagnosis = findings.length > 1 ? { code, recommendation, findings } : { code, recommendation }
    return { status: severity, diagnosis }
  }
  if (Object.keys(condition.samples.at(-1) ?? {}).length > 0) return { status: 'Healthy', diagnosis: null }
  return {
    status: 'Unknown',
    diagnosis: {
      code: 'METRICS_UNAVAILABLE',
      recommendation: 'No metric could be read on this node. Read the log of the agent for the reason.',
    },
  }
}
