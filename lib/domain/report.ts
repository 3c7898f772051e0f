import { z } from 'zod'
import { did } from './did'
import type { FieldProblem } from './errors'
import { fieldProblems, isJsonObject, type JsonObject, type JsonValue, jsonProblem } from './json'

export const healthStatuses = ['Healthy', 'Warning', 'Error', 'Unknown'] as const
export type HealthStatus = (typeof healthStatuses)[number]

/** A report as `health_reports` holds it; times in ISO 8601 with a zone. */
export type Report = {
  report_id: string | null
  target_node_did: string
  timestamp: string
  status: string
  metrics: JsonObject | null
  diagnosis: JsonObject | null
  raw_report: JsonObject
}

/** A part of an accepted report that was left out; the rest of the report is kept. */
export type ReportWarning = FieldProblem

export const maxReportsPerBatch = 1_000
export const maxReportBytes = 256 * 1024

const earliest = Date.UTC(1970, 0, 1)
const yearMs = 366 * 86_400_000

const timestamp = z.iso
  .datetime({ offset: true, error: 'must be a time in ISO 8601 with a zone, such as 2026-01-31T09:30:00Z' })
  .transform((text, context) => {
    const time = Date.parse(text)
    if (Number.isNaN(time) || time < earliest || time > Date.now() + yearMs) {
      context.addIssue({
        code: 'custom',
        message: 'must lie between 1970 and one year from now; check the clock of the node',
      })
      return z.NEVER
    }
    return new Date(time).toISOString()
  })

const object = z.custom<JsonObject>(isJsonObject, 'must be a JSON object')

const envelope = z.strictObject({
  report_id: z.guid('must be a UUID').nullish(),
  target_node_did: did,
  timestamp,
  status: z.string().min(1, 'must not be empty').max(50, 'must have at most 50 characters'),
  metrics: object.nullish(),
  diagnosis: object.nullish(),
  raw_report: object.nullish(),
  dependencies: z.array(object).max(1_000).optional(),
  logs_summary: object.optional(),
})

/** Numbers are metrics; anything else is left out of `metrics` (the raw report keeps it) and named. */
function numericMetrics(metrics: JsonObject): { metrics: JsonObject; warnings: ReportWarning[] } {
  const kept: [string, number][] = []
  const warnings: ReportWarning[] = []
  for (const [key, value] of Object.entries(metrics)) {
    if (typeof value === 'number') kept.push([key, value])
    else warnings.push({ path: `metrics.${key}`, message: 'is not a number; kept in raw_report only' })
  }
  return { metrics: Object.fromEntries(kept), warnings }
}

export type ParsedReport =
  | { ok: true; report: Report; warnings: ReportWarning[] }
  | { ok: false; problems: FieldProblem[] }

/**
 * The one parser of a report, for agent and API. When `raw_report` is absent the body itself is the raw report.
 * Refuses what jsonb cannot hold, unknown keys, and times outside 1970 … one year from now.
 */
export function parseReport(input: unknown): ParsedReport {
  const problem = jsonProblem(input)
  if (problem) return { ok: false, problems: [problem] }
  // undefined has no JSON; the envelope names what is wrong with it.
  if (new TextEncoder().encode(JSON.stringify(input) ?? '').length > maxReportBytes)
    return { ok: false, problems: [{ path: '', message: `The report is over ${maxReportBytes / 1024} kB` }] }
  const parsed = envelope.safeParse(input)
  if (!parsed.success) return { ok: false, problems: fieldProblems(parsed.error) }
  const { report_id, dependencies, logs_summary, ...report } = parsed.data
  const whole: JsonObject = report.raw_report ?? (isJsonObject(input) ? input : {})
  const numeric = report.metrics ? numericMetrics(report.metrics) : null
  return {
    ok: true,
    warnings: numeric?.warnings ?? [],
    report: {
      report_id: report_id ?? null,
      target_node_did: report.target_node_did,
      timestamp: report.timestamp,
      status: report.status,
      metrics: numeric?.metrics ?? null,
      diagnosis: report.diagnosis ?? null,
      raw_report: report.raw_report ? { ...withExtras(whole, { dependencies, logs_summary }) } : whole,
    },
  }
}

/** Dependencies and log summary sent beside `raw_report` belong into it, unless it has its own. */
const withExtras = (raw: JsonObject, extras: Record<string, JsonValue | undefined>): JsonObject => {
  const merged = { ...raw }
  for (const [key, value] of Object.entries(extras))
    if (value !== undefined && !(key in merged)) merged[key] = value
  return merged
}

const dependency = z.object({ dependency_did: z.string(), status: z.string() })
const logsSummary = z.object({ error_count: z.number(), warning_count: z.number() }).partial()

export type Dependency = z.infer<typeof dependency>
export type LogsSummary = z.infer<typeof logsSummary>

/** What a raw report says of other nodes; entries of another shape are passed over. */
export const dependenciesOf = (raw: unknown): Dependency[] =>
  isJsonObject(raw) && Array.isArray(raw.dependencies)
    ? raw.dependencies.flatMap((entry) => dependency.safeParse(entry).data ?? [])
    : []

export const logsSummaryOf = (raw: unknown): LogsSummary | null =>
  isJsonObject(raw) ? (logsSummary.safeParse(raw.logs_summary).data ?? null) : null

/** `{code, recommendation}` as far as a diagnosis has them. */
export function diagnosisOf(value: unknown): { code: string | null; recommendation: string | null } | null {
  if (!isJsonObject(value)) return null
  const text = (entry: unknown): string | null => (typeof entry === 'string' && entry !== '' ? entry : null)
  const diagnosis = { code: text(value.code), recommendation: text(value.recommendation) }
  return diagnosis.code || diagnosis.recommendation ? diagnosis : null
}
