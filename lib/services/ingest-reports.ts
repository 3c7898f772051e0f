import { insertReports } from '@/lib/db/reports'
import { type FieldProblem, fail, ok, type Result } from '@/lib/domain/errors'
import { isJsonObject } from '@/lib/domain/json'
import { maxReportsPerBatch, parseReport, type Report } from '@/lib/domain/report'
import type { Context } from './context'

export type ItemProblem = { index: number; error: string; fields: FieldProblem[] }
export type Ingested = {
  accepted: number
  duplicates: number
  rejected: ItemProblem[]
  /** What was left out of accepted reports, such as a metric that is no number. */
  warnings: ItemProblem[]
}

/** One item as the transport read it; `problem` when it was not even JSON. */
export type IncomingReport = { value: unknown } | { problem: string }

const sentence = (fields: readonly FieldProblem[]): string =>
  fields.map(({ path, message }) => (path ? `${path} ${message}` : message)).join('; ')

/**
 * Takes reports of the agent's own node. Good items of a batch are kept, bad ones are named by their index.
 * A report for another node refuses the whole call, since the token is not meant for it.
 */
export async function ingestReports(
  { db, viewer }: Context,
  items: readonly IncomingReport[],
): Promise<Result<Ingested>> {
  if (viewer.kind !== 'agent')
    return fail('forbidden', 'Reports are sent with the token of a node: `hakim token create --node DID`.')
  if (items.length > maxReportsPerBatch)
    return fail('too_large', `A batch has at most ${maxReportsPerBatch} reports; send several.`)
  const reports: Report[] = []
  const rejected: ItemProblem[] = []
  const warnings: ItemProblem[] = []
  items.forEach((item, index) => {
    if ('problem' in item) {
      rejected.push({ index, error: item.problem, fields: [] })
      return
    }
    const parsed = parseReport(item.value)
    if (!parsed.ok) rejected.push({ index, error: sentence(parsed.problems), fields: parsed.problems })
    else reports.push(parsed.report)
    if (parsed.ok && parsed.warnings.length > 0)
      warnings.push({ index, error: sentence(parsed.warnings), fields: parsed.warnings })
  })
  if (items.some((item) => 'value' in item && isForeign(item.value, viewer.nodeDid)))
    return fail('forbidden', `This token belongs to ${viewer.nodeDid} and reports for that node only.`)
  const accepted = reports.length > 0 ? await insertReports(db.manager, reports) : 0
  return ok({ accepted, duplicates: reports.length - accepted, rejected, warnings })
}

const isForeign = (value: unknown, nodeDid: string): boolean =>
  isJsonObject(value) && typeof value.target_node_did === 'string' && value.target_node_did !== nodeDid
