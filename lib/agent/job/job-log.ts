import { tidyLogLine } from '@/lib/agent/host/lines'
import type { LogLine, LogStream } from '@/lib/agent/host/task'

/** What is sent in one call; the server accepts more. */
const maxLinesPerCall = 500
const maxCharsPerCall = 256_000

/** How much of the beginning of a log is kept, and how much of its end. */
const maxLines = 5_000
const maxChars = 2_000_000

/** How many of the lines fit into one call: at least one. */
export function countForCall(lines: readonly LogLine[]): number {
  let chars = 0
  const end = lines.slice(0, maxLinesPerCall).findIndex(({ line }) => {
    chars += line.length
    return chars > maxCharsPerCall
  })
  return end === -1 ? Math.min(lines.length, maxLinesPerCall) : Math.max(1, end)
}

export const systemLine = (line: string): LogLine => ({
  at: new Date().toISOString(),
  stream: 'system',
  line,
})

/**
 * The log lines of one job that have not been sent yet: the first 5,000 (or 2,000,000 characters), which are sent as
 * they come, and the last 5,000, which follow when the job has ended, with a line between them that says how many are
 * omitted. `take` returns the oldest lines, which stay until `sent` is called for them.
 */
export function createJobLog(): {
  say: (stream: LogStream, line: string) => void
  take: () => LogLine[]
  sent: (count: number) => void
  waiting: () => number
  /** Every line that has not been sent, for the end of the job. */
  close: () => LogLine[]
} {
  const waiting: LogLine[] = []
  const tail: LogLine[] = []
  let lines = 0
  let chars = 0
  let tailChars = 0
  let omitted = 0
  const isFull = (): boolean => lines >= maxLines || chars >= maxChars
  const keepTail = (entry: LogLine): void => {
    tail.push(entry)
    tailChars += entry.line.length
    while (tail.length > maxLines || tailChars > maxChars) {
      tailChars -= tail.shift()?.line.length ?? 0
      omitted += 1
    }
  }
  return {
    say: (stream, text) => {
      const entry = { at: new Date().toISOString(), stream, line: tidyLogLine(text) }
      if (isFull()) return keepTail(entry)
      lines += 1
      chars += entry.line.length
      waiting.push(entry)
      if (isFull())
        waiting.push(systemLine('This log is long. Its last lines follow when the job has ended.'))
    },
    take: () => waiting.slice(0, countForCall(waiting)),
    sent: (count) => {
      waiting.splice(0, count)
    },
    waiting: () => waiting.length,
    close: () => {
      const gap =
        omitted > 0 ? [systemLine(`${omitted.toLocaleString('en-GB')} lines are omitted here.`)] : []
      return [...waiting, ...gap, ...tail]
    },
  }
}
