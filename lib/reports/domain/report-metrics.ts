import type { FieldProblem } from '@/lib/kernel/errors'
import { isJsonObject, type JsonObject } from '@/lib/kernel/json/json'
import { coreMetrics } from './metric'

/** A part of an accepted report that was dropped; the rest is kept. */
export type ReportWarning = FieldProblem

/** The longest name of a metric that is kept beside the raw report. */
const longestMetricName = 500

/** Metrics are numbers, with names that are not too long, and at most so many; the raw report keeps the others. */
export function numericMetrics(
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

export const pick = (metrics: JsonObject, keys: readonly string[]): JsonObject =>
  Object.fromEntries(keys.flatMap((key) => (key in metrics ? [[key, metrics[key] ?? null]] : [])))

const isInfinite = (value: unknown): boolean => typeof value === 'number' && !Number.isFinite(value)

/**
 * The same report without metrics such as 1e400, which JSON can express but neither a double nor JSON.stringify can keep.
 * Each gets a warning, and the rest of the report is kept.
 */
export function withoutInfinite(input: unknown, path = ''): { input: unknown; warnings: ReportWarning[] } {
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
