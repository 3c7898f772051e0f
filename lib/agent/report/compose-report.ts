import { randomUUID } from 'node:crypto'
import type { Metrics } from '@/lib/agent/host/collect'
import type { DependencyState } from '@/lib/agent/host/dependencies'
import type { JsonObject } from '@/lib/kernel/json/json'
import type { Assessment, Thresholds } from './assess'

type ReportParts = {
  /** Null until the agent has learned its node; filled in on sending. */
  nodeDid: string | null
  at: Date
  assessment: Assessment
  metrics: Metrics
  dependencies: DependencyState[]
  logs: { error_count: number; warning_count: number }
  droppedReports: number
  service: { name: string; pid: number | null; answers: boolean } | null
  version: string
  /** By which it is assessed. */
  thresholds: Thresholds
  /** Seconds until its next report. */
  intervalSeconds: number
}

/** Composes the raw report for the buffer. Its id is made here, so that a report sent twice is stored once. */
export const composeReport = (parts: ReportParts): JsonObject => ({
  report_id: randomUUID(),
  target_node_did: parts.nodeDid,
  timestamp: parts.at.toISOString(),
  status: parts.assessment.status,
  metrics: { ...parts.metrics },
  diagnosis: parts.assessment.diagnosis,
  dependencies: parts.dependencies,
  logs_summary: parts.logs,
  interval_seconds: parts.intervalSeconds,
  // People may read its times by the clock on its wall.
  time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? null,
  agent: { version: parts.version, thresholds: parts.thresholds },
  ...(parts.service ? { service: parts.service } : {}),
  ...(parts.droppedReports > 0 ? { dropped_reports: parts.droppedReports } : {}),
})

/** The body of `POST /reports`: the columns, and the whole report as `raw_report`. */
export function envelopeOf(raw: JsonObject, nodeDid: string): JsonObject {
  const target_node_did = raw.target_node_did ?? nodeDid
  const { report_id = null, timestamp = null, status = null, metrics = null, diagnosis = null } = raw
  const whole = { ...raw, target_node_did }
  return { report_id, target_node_did, timestamp, status, metrics, diagnosis, raw_report: whole }
}
