import clsx from 'clsx'
import { memo } from 'react'
import { type DrawnLine, endOf, valueText, yIn } from './drawn-line'
import { labelPlaces } from './label-places'

/** Between the plot and the names, for the leaders. */
const leaderWidth = 26
/** A line that ends earlier has no leader, and its name says so. */
const atEnd = 0.985

type Label = { line: DrawnLine; y: number; place: number; value: string; ended: boolean }

export function labelsOf(
  lines: readonly DrawnLine[],
  { from, to }: { from: number; to: number },
  { height, labelHeight }: { height: number; labelHeight: number },
): Label[] {
  const ends = lines
    .flatMap((line) => {
      const end = endOf(line.line)
      return end ? { line, end, y: yIn(height, end.value, line.scale) } : []
    })
    .sort((a, b) => a.y - b.y)
  // A label stands with its middle at its place, and half of one has room above the plot and below.
  const places = labelPlaces(
    ends.map(({ y }) => y),
    labelHeight,
    height + labelHeight,
  )
  return ends.map(({ line, end, y }, index) => ({
    line,
    y,
    place: places[index] ?? y,
    value: valueText(end.value, line.scale),
    ended: (end.at - from) / (to - from) < atEnd,
  }))
}

type LabelsProps = {
  lines: readonly DrawnLine[]
  time: { from: number; to: number }
  height: number
  labelHeight: number
  emphasised: string | null
  onEmphasise: (id: string | null) => void
}

/** The name and the last value of each line beside the plot. For the eye and the pointer: the table below says the same. */
export const LineLabels = memo(function LineLabels(props: LabelsProps) {
  const { height, labelHeight, emphasised, onEmphasise } = props
  const labels = labelsOf(props.lines, props.time, { height, labelHeight })
  return (
    <div aria-hidden="true" className="absolute inset-y-0 left-full w-(--labels)">
      <svg
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-0 left-0 h-full overflow-visible max-sm:hidden"
        width={leaderWidth}
      >
        {labels.map(({ line, y, place, ended }) =>
          ended ? null : (
            <path
              key={line.id}
              d={`M0 ${y}C${leaderWidth / 2} ${y} ${leaderWidth / 2} ${place} ${leaderWidth - 4} ${place}`}
              fill="none"
              stroke={line.color ?? 'var(--ink-3)'}
              strokeOpacity={line.color || line.id === emphasised ? 1 : 0.45}
            />
          ),
        )}
      </svg>
      {labels.map(({ line, place, value, ended }) => (
        <div
          key={line.id}
          data-label={line.id}
          data-y={place}
          title={line.name}
          onPointerEnter={() => onEmphasise(line.id)}
          onPointerLeave={() => onEmphasise(null)}
          style={{ top: place, height: labelHeight, color: line.color ?? undefined, left: leaderWidth }}
          className={clsx(
            'absolute right-0 flex -translate-y-1/2 cursor-default items-center justify-between gap-2 text-[11px] leading-none whitespace-nowrap max-sm:left-2!',
            line.color ? 'font-semibold' : 'text-ink-2 max-sm:invisible',
            line.id === emphasised && 'font-semibold text-ink underline underline-offset-2 max-sm:visible!',
          )}
        >
          <bdi className="min-w-0 truncate">{line.name}</bdi>
          <span className={clsx('max-sm:hidden', ended && 'font-normal')}>
            {ended && 'last '}
            {value}
          </span>
        </div>
      ))}
    </div>
  )
})
