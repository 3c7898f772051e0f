import { tidyLine } from './lines'

type Level = 'info' | 'warn' | 'error'

export type Log = {
  info: (message: string) => void
  warn: (message: string) => void
  error: (message: string) => void
  /** Counts a line logged elsewhere, such as by the supervised service. */
  count: (level: Level) => void
  /** Errors and warnings since the last call: the `logs_summary` of the next report. */
  takeCounts: () => { error_count: number; warning_count: number }
  /** The last lines, oldest first. */
  tail: () => string[]
}

const tailLines = 200

/**
 * Writes one line per message: time, level, text. `secrets` are hidden wherever they appear, and line breaks in a
 * message are replaced.
 */
export function createLog(
  secrets: readonly string[] = [],
  write: (line: string) => void = (line) => process.stderr.write(`${line}\n`),
): Log {
  const lines: string[] = []
  let errors = 0
  let warnings = 0
  const count = (level: Level): void => {
    if (level === 'error') errors += 1
    if (level === 'warn') warnings += 1
  }
  const put = (level: Level, message: string): void => {
    count(level)
    const safe = secrets.reduce((text, secret) => text.replaceAll(secret, '(hidden)'), message)
    const line = `${new Date().toISOString()} ${level.padEnd(5)} ${tidyLine(safe.replace(/\s*[\r\n]+\s*/g, ' · '))}`
    lines.push(line)
    if (lines.length > tailLines) lines.shift()
    write(line)
  }
  return {
    info: (message) => put('info', message),
    warn: (message) => put('warn', message),
    error: (message) => put('error', message),
    count,
    takeCounts: () => {
      const counts = { error_count: errors, warning_count: warnings }
      errors = 0
      warnings = 0
      return counts
    },
    tail: () => [...lines],
  }
}

/** Guesses the level of another program's line from words such as "error". */
export const levelOf = (line: string): Level =>
  /\b(error|fatal|critical|panic)\b/i.test(line) ? 'error' : /\bwarn(ing)?\b/i.test(line) ? 'warn' : 'info'
