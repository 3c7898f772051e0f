import { ok, type Result } from '@/lib/kernel/errors'
import type { SeriesAnswer } from '@/lib/series/domain/series'
import { taggedAnswer } from './etag'
import { seriesText } from './large-answer'
import type { Answer } from './problem'

/** A series as it is sent. A closed range changes only when a report arrives late; an open one changes with every call. */
export async function seriesAnswerOf(
  ifNoneMatch: string | null,
  answer: SeriesAnswer,
): Promise<Result<Answer>> {
  const text = await seriesText(answer)
  if (!text.ok) return text
  if (!answer.open) return ok(await taggedAnswer(ifNoneMatch, text.value))
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' }
  return ok({ status: 200, headers, body: text.value })
}
