import type { Figure, Row } from './row'

/** Three significant digits with thousands separators: 0.42, 12.3, 43,100. */
export function digits(value: number): string {
  const size = Math.abs(value)
  const places = size >= 100 || value === 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3
  const shown = size >= 10_000 ? Number(value.toPrecision(3)) : value
  return shown.toLocaleString('en-US', { minimumFractionDigits: 0, maximumFractionDigits: places })
}

const shownFigure = (figure: Figure | null): string =>
  figure ? `${digits(figure.value)} ${figure.unit}` : '–'

function shownAim({ aim, ratio, ours }: Row): string {
  if (!aim) return ''
  const unit = ratio ? '×' : (ours?.unit ?? '')
  return 'least' in aim ? `≥ ${digits(aim.least)} ${unit}` : `≤ ${digits(aim.most)} ${unit}`
}

const verdict = ({ ours, met }: Row): string =>
  ours === null ? 'not measured' : met === null ? '' : met ? 'met' : 'MISSED'

const columns: [string, (row: Row) => string][] = [
  ['work', (row) => row.work],
  ['against', (row) => row.against],
  ['ours', (row) => shownFigure(row.ours)],
  ['theirs', (row) => shownFigure(row.theirs)],
  ['ratio', ({ ratio }) => (ratio ? `${digits(ratio.value)} ×` : '')],
  ['target', shownAim],
  ['result', verdict],
]

/** The rows as a Markdown table, aligned for a terminal, with notes below. */
export function table(rows: readonly Row[]): string {
  const cells = [columns.map(([name]) => name), ...rows.map((row) => columns.map(([, show]) => show(row)))]
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index]?.length ?? 0)))
  const lines = cells.map(
    (line) => `| ${line.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`,
  )
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  const notes = rows.flatMap((row) => (row.note ? [`- ${row.work}: ${row.note}`] : []))
  return [lines[0], rule, ...lines.slice(1), ...(notes.length > 0 ? ['', ...notes] : [])].join('\n')
}

/** The summary: how many targets were met, and which were not. */
export function summary(rows: readonly Row[]): string {
  const judged = rows.filter((row) => row.met !== null)
  const missed = judged.filter((row) => row.met === false)
  const lines = missed.map((row) => `  ${row.work}: ${shownRatio(row)}, target ${shownAim(row)}`)
  return [`${judged.length - missed.length} of ${judged.length} targets met.`]
    .concat(missed.length > 0 ? ['Missed:', ...lines] : [])
    .join('\n')
}

const shownRatio = (row: Row): string => (row.ratio ? `${digits(row.ratio.value)} ×` : shownFigure(row.ours))
