import { tidyLine } from '@/lib/agent/host/lines'
import type { LogLine, LogStream } from '@/lib/agent/host/task'

/** What the server accepts in one call. */
export const maxLinesPerCall = 500
const maxCharsPerCall = 256_000
const maxLines = 10_000
const maxChars = 4_000_000

/**
 * The log lines of one job that have not been sent yet. After 10,000 lines or 4,000,000 characters a last line says that
 * the rest is omitted. `take` returns the oldest lines, which stay until `sent` is called for them.
 */
export function createJobLog(): {
  say: (stream: LogStream, line: string) => void
  take: () => LogLine[]
  sent: (count: number) => void
  waiting: () => number
  /** The lines for the last message; if there are too many, the last of them and how many are missing. */
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
        waiting.push(entry('system', 'The log is full. Further lines of this job are omitted.'))
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
