import { randomUUID } from 'node:crypto'
import type { JsonObject } from '@/lib/kernel/json/json'
import { drift, noise } from '@/lib/sample/domain/noise'

/**
 * The four metrics of every report: deterministic but realistic, with a daily wave, slow drift and jitter, and the one or
 * two decimals that agents send. `t` in epoch seconds.
 */
export const metrics = {
  cpu_usage_percent: (node: number, t: number) =>
    rounded(
      between(
        0.5,
        34 + 8 * noise(node, 1) + daily(node, t, 14) + 22 * drift(node, 2, t, 5_400) + 4 * noise(node, 3, t),
        100,
      ),
      2,
    ),
  memory_usage_mb: (node: number, t: number) =>
    rounded(4_200 + 1_500 * noise(node, 4) + 900 * drift(node, 5, t, 21_600) + 40 * noise(node, 6, t), 1),
  disk_usage_gb: (node: number, t: number) =>
    rounded(120 + 60 * noise(node, 7) + 30 * drift(node, 8, t, 1_728_000) + 0.2 * noise(node, 9, t), 2),
  network_io_kbps: (node: number, t: number) =>
    rounded(
      between(0, 500 + daily(node, t, 250) + 300 * drift(node, 10, t, 1_800) + 80 * noise(node, 11, t), 1e6),
      1,
    ),
} as const

export const metricNames = [
  'cpu_usage_percent',
  'memory_usage_mb',
  'disk_usage_gb',
  'network_io_kbps',
] as const

const between = (least: number, value: number, most: number): number => Math.min(most, Math.max(least, value))
const rounded = (value: number, decimals: number): number => {
  const scale = 10 ** decimals
  return Math.round(value * scale) / scale
}
const daily = (node: number, t: number, size: number): number =>
  size * Math.sin((t / 86_400 + noise(node, 12)) * 2 * Math.PI)

export const didOf = (node: number): string => `did:hakim:bench:${String(node).padStart(5, '0')}`

/** Each agent reports at its own second of the minute. */
export const secondOf = (node: number): number => Math.floor((noise(node, 13) + 1) * 30) % 60

export type SentReport = JsonObject & { target_node_did: string; timestamp: string; status: string }

/** A report as an agent sends it, also used as its raw report. `t` in epoch seconds. */
export function reportAt(node: number, t: number): SentReport {
  const cpu = metrics.cpu_usage_percent(node, t)
  const status = cpu > 72 ? 'Error' : cpu > 62 ? 'Warning' : 'Healthy'
  return {
    target_node_did: didOf(node),
    timestamp: new Date(t * 1_000).toISOString(),
    status,
    metrics: {
      cpu_usage_percent: cpu,
      memory_usage_mb: metrics.memory_usage_mb(node, t),
      disk_usage_gb: metrics.disk_usage_gb(node, t),
      network_io_kbps: metrics.network_io_kbps(node, t),
    },
    ...(status === 'Healthy'
      ? {}
      : {
          diagnosis: {
            code: 'HIGH_CPU_LOAD',
            recommendation: 'Find the process that takes the CPU, or move work to another node.',
          },
        }),
    dependencies: [
      { dependency_did: didOf(node + 1), status: noise(node, 15, t) > 0.98 ? 'Unreachable' : 'Healthy' },
    ],
    logs_summary: {
      error_count: cpu > 72 ? 3 : 0,
      warning_count: Math.max(0, Math.floor(4 * noise(node, 14, t))),
    },
  }
}

/** With an id, so that a report sent again is recognised. */
export const withId = (report: SentReport): SentReport => ({ report_id: randomUUID(), ...report })

/** The row that Hakim would store, as a line of COPY's text format. */
export function copyLine(report: SentReport): string {
  const json = (value: unknown): string =>
    value === undefined ? '\\N' : JSON.stringify(value).replaceAll('\\', '\\\\')
  const id = typeof report.report_id === 'string' ? report.report_id : randomUUID()
  const { target_node_did, timestamp, status, metrics: measured, diagnosis } = report
  return `${[id, target_node_did, timestamp, status, json(measured), json(diagnosis), json(report)].join('\t')}\n`
}
