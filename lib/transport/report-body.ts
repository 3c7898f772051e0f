import { fail, ok, type Result } from '@/lib/kernel/errors'
import { isLineType, maxReportsPerBatch } from '@/lib/reports/domain/report'
import { type Message, mediaType, parseJson } from './body'

type ReportItem = { value: unknown } | { problem: string }

/** `alone`: a single report, which is refused as a whole when it is invalid. */
export type ReportItems = { items: ReportItem[]; alone: boolean }

const tooMany = fail('too_large', `A batch has at most ${maxReportsPerBatch} reports; send several.`)

/** How to read the body of `POST /reports`, by its media type: a report or an array, or lines. */
export function reportsReader(message: Message): Result<(text: string) => Result<ReportItems>> {
  const type = mediaType(message)
  if (type === 'application/json') return ok(readArrayOrOne)
  if (isLineType(type)) return ok(readLines)
  return fail(
    'unsupported',
    `Send application/json (a report or an array) or application/x-ndjson (a report a line).`,
  )
}

function readArrayOrOne(text: string): Result<ReportItems> {
  const body = parseJson(text)
  if (!body.ok) return body
  if (!Array.isArray(body.value)) return ok({ items: [{ value: body.value }], alone: true })
  if (body.value.length > maxReportsPerBatch) return tooMany
  return ok({ items: body.value.map((value: unknown) => ({ value })), alone: false })
}

/** NDJSON: a bad line affects only that item. */
function readLines(text: string): Result<ReportItems> {
  const items: ReportItem[] = []
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline === -1 ? text.length : newline
    const line = text.slice(start, end)
    start = end + 1
    if (line.trim() === '') continue
    if (items.length === maxReportsPerBatch) return tooMany
    const parsed = parseJson(line)
    items.push(
      parsed.ok ? { value: parsed.value } : { problem: parsed.error.detail.replace('The body', 'The line') },
    )
  }
  return ok({ items, alone: false })
}
