import { csvCell } from '@/lib/kernel/text/csv'

/** The columns of an exported list of jobs, in order; the names of the API where it has them. */
export const exportColumns = [
  'job_id',
  'status',
  'task_name',
  'target_node_did',
  'node_name',
  'requester_did',
  'requester_name',
  'risk',
  'reason',
  'params',
  'created_at',
  'started_at',
  'completed_at',
  'expires_at',
  'last_message',
] as const

/** What a requester may know of a job once its node is hidden from them. */
const ofHidden: ReadonlySet<string> = new Set([
  'job_id',
  'status',
  'created_at',
  'started_at',
  'completed_at',
])

/** A row as PostgreSQL writes it, as text, in the order of the columns. */
export type ExportRow = readonly (string | null)[]

export const withoutHidden = (row: ExportRow): ExportRow =>
  row.map((value, index) => (ofHidden.has(exportColumns[index] ?? '') ? value : null))

export const csvLine = (row: ExportRow): string => `${row.map(csvCell).join(',')}\r\n`

export const csvHead = csvLine(exportColumns)

const paramsAt = exportColumns.indexOf('params')

const keys = exportColumns.map((name, index) => `${index === 0 ? '{' : ','}"${name}":`)

/** What JSON may have to escape; text without it, which is nearly all, stands between quotes as it is. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON escapes them.
const escaped = /["\\\u0000-\u001f\ud800-\udfff]/
const jsonText = (text: string): string => (escaped.test(text) ? JSON.stringify(text) : `"${text}"`)

/** One row as a JSON object; the parameters are JSON already. Its keys are made once: there may be a million rows. */
export function jsonRow(row: ExportRow): string {
  let text = ''
  for (let index = 0; index < keys.length; index += 1) {
    const value = row[index] ?? null
    text += keys[index]
    text += value === null ? 'null' : index === paramsAt ? value : jsonText(value)
  }
  return `${text}}`
}
