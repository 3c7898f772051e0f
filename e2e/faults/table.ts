import type { Fault, Outcome } from './fault'
import { verdict } from './fault'

export type Row = { fault: Fault; rounds: number } & ({ skipped: string } | { outcome: Outcome })

const whole = (value: number): string => value.toLocaleString('en-US')
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`

function backOf({ back }: Outcome): string {
  const sorted = [...back].sort((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)]
  return middle === undefined ? '–' : `${seconds(middle)} / ${seconds(sorted.at(-1) ?? middle)}`
}

const columns: [string, (row: Row) => string][] = [
  ['fault', ({ fault }) => fault.name],
  ['what', ({ fault }) => fault.what],
  ['rounds', (row) => ('skipped' in row ? '–' : whole(row.rounds))],
  ['acknowledged', (row) => ('skipped' in row ? '–' : whole(row.outcome.acknowledged))],
  ['lost', (row) => ('skipped' in row ? '–' : whole(row.outcome.lost))],
  ['doubled', (row) => ('skipped' in row ? '–' : whole(row.outcome.doubled))],
  ['back after (median / worst)', (row) => ('skipped' in row ? '–' : backOf(row.outcome))],
  ['at most', ({ fault }) => seconds(fault.backWithin)],
  ['result', resultOf],
]

function resultOf(row: Row): string {
  if ('skipped' in row) return `skipped: ${row.skipped}`
  const wrong = verdict(row.fault, row.outcome)
  return [wrong.length === 0 ? 'held' : `BROKEN: ${wrong.join('; ')}`, row.outcome.note]
    .filter((part) => part !== '')
    .join('; ')
}

/** The rows as a Markdown table, aligned for a terminal. */
export function table(rows: readonly Row[]): string {
  const cells = [columns.map(([name]) => name), ...rows.map((row) => columns.map(([, show]) => show(row)))]
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index]?.length ?? 0)))
  const lines = cells.map(
    (line) => `| ${line.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`,
  )
  return [lines[0], `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...lines.slice(1)].join(
    '\n',
  )
}

/** One line, as soon as the fault has been tried. */
export const line = (row: Row): string =>
  'skipped' in row
    ? `${row.fault.name}: ${resultOf(row)}`
    : `${row.fault.name}: ${whole(row.outcome.acknowledged)} acknowledged, ${whole(row.outcome.lost)} lost, ${whole(row.outcome.doubled)} doubled, back after ${backOf(row.outcome)}, ${resultOf(row)}`
