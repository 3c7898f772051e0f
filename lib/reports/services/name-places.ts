import type { DataSource } from 'typeorm'
import type { FieldProblem, Result } from '@/lib/kernel/errors'
import type { NodeName } from '@/lib/reports/db/node-names'
import { type ReportRow, reportRow } from '@/lib/reports/db/reports'
import type { MetricLimits } from '@/lib/reports/domain/metric-limits'
import { healthStatuses, type Report, withoutMetrics } from '@/lib/reports/domain/report'
import { namesWithoutPlace } from './admit-names'
import { type ItemProblem, itemProblem } from './item-problem'

/** A call as it was read, and as it is stored. */
export type ReadCall = { limits: MetricLimits; reports: { index: number; report: Report }[] } & Problems
export type ParsedCall = { reports: { index: number; row: ReportRow }[] } & Problems
type Problems = { rejected: ItemProblem[]; warnings: ItemProblem[] }

const usual: ReadonlySet<string> = new Set(healthStatuses)

/** A status takes the place of a name too, unless it is one of the usual ones: roll-ups have a row for each. */
const statusName = (status: string): string => `status ${status}`

function* namesOf(calls: readonly Result<ReadCall>[]): Generator<NodeName> {
  for (const call of calls) {
    if (!call.ok) continue
    for (const { report } of call.value.reports) {
      const did = report.target_node_did
      if (!usual.has(report.status)) yield { did, name: statusName(report.status) }
      for (const name in report.metrics ?? {}) yield { did, name }
    }
  }
}

const none: ReadonlySet<string> = new Set()

/** Drops the metrics for whose names their node has no place left, and rejects reports whose status has none. */
export async function withPlaces(
  db: DataSource,
  calls: readonly Result<ReadCall>[],
): Promise<Result<ParsedCall>[]> {
  // All calls of a server have the same.
  const [most = 0] = calls.flatMap((call) => (call.ok ? [call.value.limits.node] : []))
  const without = await namesWithoutPlace(db, namesOf(calls), most)
  return calls.map((call) => (call.ok ? { ok: true, value: placed(call.value, without) } : call))
}

function placed(
  { limits, reports, rejected, warnings }: ReadCall,
  without: ReadonlyMap<string, ReadonlySet<string>>,
): ParsedCall {
  const kept: ParsedCall = { reports: [], rejected, warnings }
  for (const { index, report } of reports) {
    const names = without.get(report.target_node_did) ?? none
    if (!usual.has(report.status) && names.has(statusName(report.status))) {
      kept.rejected.push(itemProblem(index, [tooManyStatuses(limits.node)]))
      continue
    }
    const dropped = Object.keys(report.metrics ?? {}).filter((name) => names.has(name))
    const left = dropped.length === 0 ? report : withoutMetrics(report, new Set(dropped))
    kept.reports.push({ index, row: reportRow(left) })
    if (dropped.length > 0) kept.warnings.push(itemProblem(index, [tooManyNames(dropped, limits.node)]))
  }
  for (const problems of [rejected, warnings]) problems.sort((a, b) => a.index - b.index)
  return kept
}

const tooManyNames = ([first = '', ...others]: readonly string[], most: number): FieldProblem => ({
  path: `metrics.${first}`,
  message: `${others.length === 0 ? '' : `and ${others.length} more `}would be beyond the ${most} names of this node; kept in raw_report only`,
})

const tooManyStatuses = (most: number): FieldProblem => ({
  path: 'status',
  message: `is beyond the ${most} names of metrics and statuses of this node; use ${healthStatuses.join(', ')}`,
})
