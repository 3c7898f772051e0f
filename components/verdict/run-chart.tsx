import clsx from 'clsx'
import { StretchedLines } from '@/components/charts/layers/stretched-lines'
import { LocalTime } from '@/components/charts/local-time'
import { placeInBox } from '@/components/charts/panel/plot'
import { missingLooks } from '@/components/charts/rows/gap-styles'
import { VisibleText } from '@/components/ui/visible-text'
import { visibleData } from '@/lib/kernel/text/visible-text'
import { durationName } from '@/lib/series/domain/time-range'
import type { RunCharts } from '@/lib/verdicts/domain/run-charts'
import type { RunPanel } from './run-panel'

type Span = { from: number; to: number }
type Part = RunPanel['parts'][keyof RunCharts]

const statusColors: Record<string, string> = { Warning: 'var(--warning)', Error: 'var(--error)' }
const colorOf = (status: string): string =>
  (Object.hasOwn(statusColors, status) ? statusColors[status] : undefined) ?? 'var(--unknown)'

/** What a stretch takes of a part, as CSS. */
function across({ range: { from, to } }: Part, stretch: Span) {
  const share = (at: number): number => (Math.min(Math.max(at, from), to) - from) / (to - from)
  const left = share(stretch.from)
  return { left: `${left * 100}%`, width: `max(2px, ${(share(stretch.to) - left) * 100}%)` }
}

/** `run`: when it ran, in the part that shows the run. */
function Plot(props: { panel: RunPanel; part: Part; color: string; run: Span | null }) {
  const { panel, part, color, run } = props
  const place = placeInBox(part.range, panel.axis)
  return (
    <div className="relative min-w-0 border-b border-strong">
      {run && (
        <div className="absolute inset-y-0" style={across(part, run)}>
          <div className="h-full bg-running opacity-12" />
          <div className="absolute inset-x-0 -top-0.5 h-0.5 bg-running" />
        </div>
      )}
      {part.gaps.map((gap) => (
        <div
          key={gap.from}
          title={missingLooks[gap.reason].name}
          className={`absolute inset-y-0 opacity-70 ${missingLooks[gap.reason].pattern}`}
          style={across(part, gap)}
        />
      ))}
      {panel.axis.ticks.map((tick) => (
        <div key={tick} className="absolute inset-x-0 border-t" style={{ top: `${place.y(tick)}%` }} />
      ))}
      <div className="absolute inset-0 overflow-hidden">
        <StretchedLines
          panel={{ rows: part.rows, line: part.line, previous: null, usual: null, scale: panel }}
          time={part.range}
          color={color}
        />
      </div>
      {part.worst.map((worst) => (
        <div
          key={worst.from}
          title={worst.status}
          className="absolute -bottom-px h-[3px]"
          style={{ ...across(part, worst), background: colorOf(worst.status) }}
        />
      ))}
    </div>
  )
}

/** A metric before, during and after a run, side by side on three scales of time, drawn by the server. */
export function RunChart(props: {
  panel: RunPanel
  run: Span
  title: string
  /** What became of it, in words. */
  change: string | null
  color: string
  large?: boolean
}) {
  const { panel, run, title, change, color, large = false } = props
  const { before, during, after } = panel.parts
  const place = placeInBox(before.range, panel.axis)
  const columns = {
    gridTemplateColumns: `${panel.gutter - 10}px minmax(0,1fr) minmax(3rem,0.3fr) minmax(0,1fr)`,
  }
  const ran = durationName(run.to - run.from)
  const span = durationName(before.range.to - before.range.from)
  return (
    <figure
      aria-label={`${title} before, during and after the run${change ? `: ${change}` : ''}`}
      className="min-w-0"
    >
      <figcaption className="mb-1.5 flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-title [overflow-wrap:anywhere]">
          <VisibleText parts={visibleData(title)} />
        </span>
        <span className="text-xs text-ink-2">
          {change}
          {panel.begins && <span className="text-ink-3"> · {panel.begins}</span>}
        </span>
      </figcaption>
      <div className="grid gap-x-1.5 text-2xs text-ink-3" style={columns}>
        {large && (
          <>
            <span className="col-start-2 text-center">before · {span}</span>
            <span className="text-center font-medium text-running">run · {ran}</span>
            <span className="text-center">after · {span}</span>
          </>
        )}
      </div>
      <div
        aria-hidden="true"
        className={clsx('grid gap-x-1.5 pt-1.5', large ? 'h-52' : 'h-24')}
        style={columns}
      >
        <div className="relative text-2xs text-ink-3">
          {panel.axis.ticks.map((tick, index) => (
            <span
              key={tick}
              className="absolute right-0 -translate-y-1/2 whitespace-nowrap"
              style={{ top: `${place.y(tick)}%` }}
            >
              {panel.texts[index]}
            </span>
          ))}
        </div>
        <Plot panel={panel} part={before} color={color} run={null} />
        <Plot panel={panel} part={during} color={color} run={run} />
        <Plot panel={panel} part={after} color={color} run={null} />
      </div>
      <div
        className="mt-1.5 flex flex-wrap justify-between gap-x-3 text-2xs whitespace-nowrap text-ink-3"
        style={{ paddingLeft: panel.gutter - 4 }}
      >
        <LocalTime at={before.range.from} />
        {large && <LocalTime at={run.from} className="max-sm:hidden" />}
        <LocalTime at={after.range.to} />
      </div>
    </figure>
  )
}
