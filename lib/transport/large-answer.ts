import { fail, ok, type Result } from '@/lib/kernel/errors'
import { loopTurn, stepper } from '@/lib/kernel/loop-turn'

/** An answer is never longer than this, whatever the database holds. */
export const maxAnswerBytes = 16 * 1024 * 1024

const answerTooLarge = fail(
  'too_large',
  `The answer would be over ${maxAnswerBytes / 1024 / 1024} MB. Ask for less: a smaller limit, fewer metrics or max_points.`,
)

/** The text of an answer, if it is not too long. */
export function answerText(value: unknown): Result<string> {
  const text = JSON.stringify(value)
  return text.length > maxAnswerBytes ? answerTooLarge : ok(text)
}

/**
 * The text of an answer with many large members in `series`, written in steps between which the server answers others: it
 * may take a second in all.
 */
export async function seriesText({
  series,
  ...rest
}: {
  series: Record<string, unknown>
}): Promise<Result<string>> {
  const texts: string[] = []
  let length = 0
  const isFull = stepper()
  for (const [name, columns] of Object.entries(series)) {
    const text = `${JSON.stringify(name)}:${JSON.stringify(columns)}`
    texts.push(text)
    length += text.length
    if (length > maxAnswerBytes) return answerTooLarge
    if (isFull(text.length)) await loopTurn()
  }
  const head = JSON.stringify(rest).slice(0, -1)
  return ok(`${head}${head === '{' ? '' : ','}"series":{${texts.join(',')}}}`)
}
