import type { FieldProblem } from '@/lib/kernel/errors'
import {
  fieldProblems,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  jsonBound,
  jsonProblem,
} from '@/lib/kernel/json/json'
import { type Envelope, envelopeSchema, quickEnvelope } from './envelope'
import { numericMetrics, pick, type ReportWarning, withoutInfinite } from './report-metrics'

export const healthStatuses = ['Healthy', 'Warning', 'Error', 'Unknown'] as const
export type HealthStatus = (typeof healthStatuses)[number]

/** A report as stored in `health_reports`; times in ISO 8601 with a zone. */
export type Report = {
  report_id: string | null
  target_node_did: string
  timestamp: string
  status: string
  metrics: JsonObject | null
  diagnosis: JsonObject | null
  raw_report: JsonObject
}

export const maxReportsPerBatch = 1_000

/** The media types of a body with one report a line, as the API describes them. */
export const lineTypes: readonly string[] = ['application/x-ndjson', 'application/jsonl']

/** Whether a media type is one of those, or another name under which programs send the same. */
export const isLineType = (type: string): boolean =>
  /^application\/(x-)?(ndjson|jsonl|json-?lines)$/.test(type)
export const maxReportBytes = 256 * 1024

type ParsedReport =
  | { ok: true; report: Report; warnings: ReportWarning[] }
  | { ok: false; problems: FieldProblem[] }

/** More problems of one report tell its sender no more, and each is longer than what causes it. */
const mostProblems = 20

/** The first of many problems, and how many others there are. */
export const someProblems = (problems: readonly FieldProblem[]): FieldProblem[] =>
  problems.length <= mostProblems
    ? [...problems]
    : [
        ...problems
          .slice(0, mostProblems)
          .map(({ path, message }) => ({ path: path.slice(0, 600), message })),
        { path: '', message: `and ${problems.length - mostProblems} more` },
      ]

/**
 * The one parser of reports, for agent and API. Without `raw_report` the body itself is the raw report. Refuses what
 * jsonb cannot hold, unknown keys, and times outside 1970 … one year from now. Keeps at most `mostMetrics` as metrics.
 */
export function parseReport(input: unknown, mostMetrics = Number.POSITIVE_INFINITY): ParsedReport {
  const bound = jsonBound(input)
  if (Number.isNaN(bound)) {
    const rest = withoutInfinite(input)
    const problem = jsonProblem(rest.input)
    if (problem) return { ok: false, problems: [problem] }
    const parsed = parseReport(rest.input, mostMetrics)
    return parsed.ok ? { ...parsed, warnings: [...rest.warnings, ...parsed.warnings] } : parsed
  }
  if (bound > maxReportBytes && bytesOf(input) > maxReportBytes)
    return { ok: false, problems: [{ path: '', message: `The report is over ${maxReportBytes / 1024} kB` }] }
  const parsed = parseEnvelope(input)
  if (!parsed.ok) return parsed
  // Listed one by one: `...rest` would add a tenth to the cost of parsing.
  const { report_id, target_node_did, timestamp, status, metrics, diagnosis, raw_report } = parsed.value
  const numeric = metrics ? numericMetrics(metrics, mostMetrics) : { metrics: null, warnings: [] }
  return {
    ok: true,
    warnings: numeric.warnings,
    report: {
      report_id: report_id ?? null,
      target_node_did,
      timestamp,
      status,
      metrics: numeric.metrics,
      diagnosis: diagnosis ?? null,
      raw_report: raw_report
        ? withExtras(raw_report, {
            // Metrics that are not numbers are kept only here.
            metrics: numeric.warnings.length > 0 ? (metrics ?? undefined) : undefined,
            dependencies: parsed.value.dependencies,
            logs_summary: parsed.value.logs_summary,
            interval_seconds: parsed.value.interval_seconds,
          })
        : isJsonObject(input)
          ? input
          : {},
    },
  }
}

function parseEnvelope(
  input: unknown,
): { ok: true; value: Envelope } | { ok: false; problems: FieldProblem[] } {
  const quick = quickEnvelope(input)
  if (quick) return { ok: true, value: quick }
  const parsed = envelopeSchema.safeParse(input)
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, problems: fieldProblems(parsed.error) }
}

// undefined has no JSON; the envelope schema reports it.
const bytesOf = (input: unknown): number => new TextEncoder().encode(JSON.stringify(input) ?? '').length

/** The same report without these metrics, which only its raw report keeps. */
export function withoutMetrics(report: Report, names: ReadonlySet<string>): Report {
  const { metrics, raw_report } = report
  if (metrics === null) return report
  const kept = Object.keys(metrics).filter((key) => !names.has(key))
  return { ...report, metrics: pick(metrics, kept), raw_report: withExtras(raw_report, { metrics }) }
}

/** Adds what was sent beside `raw_report` and has no column, unless the raw report has its own. */
const withExtras = (raw: JsonObject, extras: Record<string, JsonValue | undefined>): JsonObject => {
  const merged = { ...raw }
  for (const [key, value] of Object.entries(extras))
    if (value !== undefined && !(key in merged)) merged[key] = value
  return merged
}
