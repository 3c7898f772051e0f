import { fail, ok, type Result } from '@/lib/domain/errors'
import { parseReport } from '@/lib/domain/report'
import { mediaType, parseJson, readText } from './body'

export type ReportItem = { value: unknown } | { problem: string }

/**
 * The items of `POST /reports`: one report, an array, or NDJSON, where a bad line is that item's fault alone.
 * One report by itself that is not valid is refused as a whole, with the fields that are wrong.
 */
export async function readReports(request: Request): Promise<Result<ReportItem[]>> {
  const type = mediaType(request)
  const text = await readText(request)
  if (!text.ok) return text
  if (type === 'application/x-ndjson' || type === 'application/jsonl') return ok(lines(text.value))
  if (type !== 'application/json')
    return fail('unsupported', 'Send application/json (a report or an array) or application/x-ndjson.')
  const body = parseJson(text.value)
  if (!body.ok) return body
  if (Array.isArray(body.value)) return ok(body.value.map((value: unknown) => ({ value })))
  const parsed = parseReport(body.value)
  return parsed.ok
    ? ok([{ value: body.value }])
    : fail('invalid', 'The report was not taken.', { fields: parsed.problems })
}

const lines = (text: string): ReportItem[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const parsed = parseJson(line)
      return parsed.ok
        ? { value: parsed.value }
        : { problem: parsed.error.detail.replace('The body', 'The line') }
    })
