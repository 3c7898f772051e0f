import { z } from 'zod'
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
import { coreMetrics } from './metric'

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

/** A part of an accepted report that was dropped; the rest is kept. */
type ReportWarning = FieldProblem

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

/** The longest name of a metric that is kept beside the raw report. */
const longestMetricName = 500

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

/** Metrics are numbers, with names that are not too long, and at most so many; the raw report keeps the others. */
function numericMetrics(
  metrics: JsonObject,
  most: number,
): { metrics: JsonObject; warnings: ReportWarning[] } {
  const keys = Object.keys(metrics)
  const numbers = keys.filter((key) => typeof metrics[key] === 'number')
  const named = numbers.filter((key) => key.length <= longestMetricName)
  if (named.length === keys.length && keys.length <= most) return { metrics, warnings: [] }
  const warnings: ReportWarning[] = keys.flatMap((key) =>
    typeof metrics[key] === 'number'
      ? []
      : [{ path: `metrics.${key}`, message: 'is not a number; kept in raw_report only' }],
  )
  for (const key of numbers)
    if (key.length > longestMetricName)
      warnings.push({
        path: `metrics.${key.slice(0, 40)}…`,
        message: `has a name of over ${longestMetricName} characters; kept in raw_report only`,
      })
  if (named.length > most)
    warnings.push({
      path: 'metrics',
      message: `has ${named.length} metrics; the first ${most} count, the others are kept in raw_report only`,
    })
  const core: readonly string[] = coreMetrics
  const kept =
    named.length <= most
      ? named
      : [...core.filter((key) => named.includes(key)), ...named.filter((key) => !core.includes(key))].slice(
          0,
          most,
        )
  return { metrics: pick(metrics, kept), warnings }
}

const pick = (metrics: JsonObject, keys: readonly string[]): JsonObject =>
  Object.fromEntries(keys.flatMap((key) => (key in metrics ? [[key, metrics[key] ?? null]] : [])))

/** The same report without these metrics, which only its raw report keeps. */
export function withoutMetrics(report: Report, names: ReadonlySet<string>): Report {
  const { metrics, raw_report } = report
  if (metrics === null) return report
  const kept = Object.keys(metrics).filter((key) => !names.has(key))
  return { ...report, metrics: pick(metrics, kept), raw_report: withExtras(raw_report, { metrics }) }
}

const isInfinite = (value: unknown): boolean => typeof value === 'number' && !Number.isFinite(value)

/**
 * The same report without metrics such as 1e400, which JSON can express but neither a double nor JSON.stringify can keep.
 * Each gets a warning, and the rest of the report is kept.
 */
function withoutInfinite(input: unknown, path = ''): { input: unknown; warnings: ReportWarning[] } {
  if (!isJsonObject(input)) return { input, warnings: [] }
  const rest = { ...input }
  const warnings: ReportWarning[] = []
  if (isJsonObject(input.metrics)) {
    const members = Object.entries(input.metrics)
    rest.metrics = Object.fromEntries(members.filter(([, value]) => !isInfinite(value)))
    for (const [key, value] of members)
      if (isInfinite(value))
        warnings.push({ path: `${path}metrics.${key}`, message: 'is not a finite number; dropped' })
  }
  if (path === '' && isJsonObject(input.raw_report)) {
    const raw = withoutInfinite(input.raw_report, 'raw_report.')
    if (isJsonObject(raw.input)) rest.raw_report = raw.input
    warnings.push(...raw.warnings)
  }
  return { input: rest, warnings }
}

/** Adds what was sent beside `raw_report` and has no column, unless the raw report has its own. */
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

/** The dependencies in a raw report; entries of another shape are skipped. */
export const dependenciesOf = (raw: unknown): Dependency[] =>
  isJsonObject(raw) && Array.isArray(raw.dependencies)
    ? raw.dependencies.flatMap((entry) => dependency.safeParse(entry).data ?? [])
    : []

export const logsSummaryOf = (raw: unknown): LogsSummary | null =>
  isJsonObject(raw) ? (logsSummary.safeParse(raw.logs_summary).data ?? null) : null

/** Code and recommendation of a diagnosis, if it has them. */
export function diagnosisOf(value: unknown): { code: string | null; recommendation: string | null } | null {
  if (!isJsonObject(value)) return null
  const text = (entry: unknown): string | null => (typeof entry === 'string' && entry !== '' ? entry : null)
  const diagnosis = { code: text(value.code), recommendation: text(value.recommendation) }
  return diagnosis.code || diagnosis.recommendation ? diagnosis : null
}
