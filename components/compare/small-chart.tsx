import { tickTexts } from '@/components/charts/axis/axis-text'
import { valueText } from '@/components/charts/lines/drawn-line'
import { GapStretches } from '@/components/charts/lines/gap-stretches'
import { EmphasisedLine } from '@/components/charts/lines/many-lines'
import { placeInBox } from '@/components/charts/panel/plot'
import type { Compared, ComparedLine } from './compared'
import { drawnLines } from './drawn-lines'

/** One node's line with its band and gaps, on the scale of its row; drawn by the server. */
export function SmallChart(props: {
  compared: Compared
  line: ComparedLine
  color: string
  previous: boolean
}) {
  const { compared, line, color } = props
  const { scale, edges, to } = compared
  const time = { from: edges[0] ?? 0, to }
  const [drawn] = drawnLines({ ...compared, lines: [line] }, props.previous)
  const place = placeInBox(time, scale.axis)
  const texts = tickTexts(scale.axis, scale.unit)
  const ticks = scale.axis.ticks
  const { figures } = line
  const words = figures
    ? `average ${valueText(figures.avg, scale)}, lowest ${valueText(figures.min, scale)}, highest ${valueText(figures.max, scale)}`
    : 'no values in this range'
  return (
    <div
      role="img"
      aria-label={`${scale.title} of ${line.name}: ${words}`}
      className="relative h-20 text-[11px] leading-none text-ink-3"
    >
      <div className="absolute inset-y-1.5 right-2" style={{ left: scale.gutter }}>
        {ticks.map((tick, index) => (
          <div
            key={tick}
            className="absolute inset-x-0 border-t border-hair"
            style={{ top: `${place.y(tick)}%` }}
          >
            {(index === 0 || index === ticks.length - 1) && (
              <span className="absolute left-0 -translate-x-full -translate-y-1/2 pr-2 whitespace-nowrap">
                {texts[index]}
              </span>
            )}
          </div>
        ))}
        <GapStretches gaps={line.gaps} time={time} />
        {drawn && <EmphasisedLine line={{ ...drawn, color }} time={time} width={1.5} />}
        {!figures && (
          <p className="absolute inset-x-0 top-1/2 -translate-y-1/2 text-center text-xs text-ink-2">
            <span className="rounded-[3px] bg-surface px-1.5 py-0.5">no values</span>
          </p>
        )}
      </div>
    </div>
  )
}
