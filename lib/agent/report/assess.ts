import { z } from 'zod'
import type { Metrics } from '@/lib/agent/host/collect'
import type { HealthStatus } from '@/lib/reports/domain/report'

const limits = (warning: number, error: number) =>
  z
    .strictObject({
      warning: z.number().min(1).max(100).default(warning),
      error: z.number().min(1).max(100).default(error),
    })
    .refine(({ warning, error }) => warning <= error, 'the warning must not be above the error')
    .prefault({})

/** Percentages at which a node gets a warning or an error; the CPU must stay there for `sustained_samples` samples. */
export const thresholdsSchema = z
  .strictObject({
    cpu_usage_percent: limits(85, 95),
    memory_usage_percent: limits(85, 95),
    disk_usage_percent: limits(85, 95),
    sustained_samples: z.number().int().min(1).max(1_000).default(6),
  })
  .prefault({})
export type Thresholds = z.infer<typeof thresholdsSchema>

type Finding = { code: string; severity: 'Warning' | 'Error'; recommendation: string }

export type Assessment = {
  status: HealthStatus
  /** The worst finding; `findings` lists all if there are several. Null if nothing is wrong. */
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

/** The lowest CPU use of the last `count` samples; null while there are fewer. */
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
      advice: '% of the memory is used. Find the process that is growing, and restart it or add memory.',
    },
    {
      code: 'HIGH_CPU_LOAD',
      value: sustainedCpu(samples, thresholds.sustained_samples),
      limit: thresholds.cpu_usage_percent,
      advice: `% of the CPU or more was used for ${thresholds.sustained_samples} samples in a row. Look at the busiest processes with collect_diagnostics.`,
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
            recommendation: `This node cannot reach ${lost.map((entry) => entry.dependency_did).join(', ')}. Check those nodes and the network in between.`,
          },
        ]
      : []),
  ]
}

/** Derives the node's status and diagnosis from measurements. Errors come before warnings. */
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
      recommendation: 'No metric could be read on this node. Check the agent’s log for the reason.',
    },
  }
}
