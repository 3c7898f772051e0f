import { spanText } from '@/components/charts/axis/time-axis'
import { missingLooks } from '@/components/charts/rows/gap-styles'
import { stepName } from '@/lib/series/domain/time-range'
import { type DrawnLine, valueText } from './drawn-line'

const mostRows = 4

/** What a line says of a bucket: its average with its extremes, or why there is none. */
export function readingOf(
  { rows, gaps, scale }: DrawnLine,
  bucket: number,
): { value: string; band: string | null } {
  const row = rows[bucket]
  if (!row) return { value: 'no value', band: null }
  if (row.avg === null) {
    const gap = gaps.find(({ from, to }) => from <= row.from && row.from < to)
    return { value: gap ? missingLooks[gap.reason].name : 'no value', band: null }
  }
  const band =
    row.min === null || row.max === null || row.min === row.max
      ? null
      : `${valueText(row.min, scale)} to ${valueText(row.max, scale)}`
  return { value: valueText(row.avg, scale), band }
}

/** The lines that a tooltip names: the one pointed at, then those in colour, from the highest. */
function shownLines(lines: readonly DrawnLine[], emphasised: string | null, bucket: number): DrawnLine[] {
  const height = (line: DrawnLine): number => line.rows[bucket]?.avg ?? Number.NEGATIVE_INFINITY
  return lines
    .filter(({ id, color }) => color !== null || id === emphasised)
    .sort((a, b) => Number(b.id === emphasised) - Number(a.id === emphasised) || height(b) - height(a))
    .slice(0, mostRows)
}

export function LineTooltip(props: {
  lines: readonly DrawnLine[]
  bucket: number
  share: number
  emphasised: string | null
}) {
  const { lines, bucket, share, emphasised } = props
  const scale = lines[0]?.scale
  const row = lines[0]?.rows[bucket]
  if (!scale || !row) return null
  const onRight = share > 0.5
  return (
    <div
      aria-hidden="true"
      data-tooltip
      style={
        onRight ? { right: `calc(${(1 - share) * 100}% + 10px)` } : { left: `calc(${share * 100}% + 10px)` }
      }
      className="pointer-events-none absolute top-1.5 z-10 max-w-80 rounded-control border border-strong bg-surface px-2.5 py-1.5 text-xs text-ink-2 shadow-sm"
    >
      <div className="font-medium text-ink">{spanText(row.from, row.to, scale.zone)}</div>
      <div className="mb-0.5 text-ink-3">{stepName(scale.step)} bucket</div>
      {shownLines(lines, emphasised, bucket).map((line) => {
        const { value, band } = readingOf(line, bucket)
        return (
          <div key={line.id}>
            <div className="flex justify-between gap-4" style={{ color: line.color ?? 'var(--ink)' }}>
              <bdi className="truncate">{line.name}</bdi>
              <span className="font-semibold whitespace-nowrap">{value}</span>
            </div>
            {line.id === emphasised && band && <div className="text-right text-ink-3">{band}</div>}
          </div>
        )
      })}
    </div>
  )
}
