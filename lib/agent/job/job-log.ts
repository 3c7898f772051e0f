import { tidyLine } from '@/lib/agent/host/lines'
import type { LogLine, LogStream } from '@/lib/agent/host/task'

/** What the server takes in one call. */
export const maxLinesPerCall = 500
const maxCharsPerCall = 256_000
const maxLines = 10_000
const maxChars = 4_000_000

/**
 * The lines of one job that wait to be sent. A job may write 10,000 lines or 4,000,000 characters; one line then says
 * so and the rest is left out. `take` hands out the oldest lines, which stay until `sent` is called for them.
 */
export function createJobLog(): {
  say: (stream: LogStream, line: string) => void
  take: () => LogLine[]
  sent: (count: number) => void
  waiting: () => number
  /** The lines for the last message; of too many, the end, with a word on what is missing. */
  rest: () => LogLine[]
} {
  const waiting: LogLine[] = []
  let lines = 0
  let chars = 0
  const entry = (stream: LogStream, line: string): LogLine => ({ at: new Date().toISOString(), stream, line })
  return {
    say: (stream, line) => {
      if (lines >= maxLines || chars >= maxChars) return
      const tidy = tidyLine(line)
      lines += 1
      chars += tidy.length
      waiting.push(entry(stream, tidy))
      if (lines >= maxLines || chars >= maxChars)
        waiting.push(entry('system', 'The log is full: further lines of this job are left out.'))
    },
    take: () => {
      let size = 0
      const end = waiting.slice(0, maxLinesPerCall).findIndex(({ line }) => {
        size += line.length
        return size > maxCharsPerCall
      })
      return waiting.slice(0, end === -1 ? maxLinesPerCall : Math.max(1, end))
    },
    sent: (count) => {
      waiting.splice(0, count)
    },
    waiting: () => waiting.length,
    rest: () => {
      const missing = waiting.length - maxLinesPerCall + 1
      if (missing <= 1) return [...waiting]
      return [
        entry('system', `${missing} lines could not be sent before the job ended.`),
        ...waiting.slice(missing),
      ]
    },
  }
}
