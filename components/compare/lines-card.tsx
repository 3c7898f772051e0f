import type { ReactNode } from 'react'
import { DataLinks } from '@/components/charts/lines/data-links'
import type { Picture } from '@/components/charts/lines/draw-png'
import { LineChart } from '@/components/charts/lines/line-chart'
import { PngButton } from '@/components/charts/lines/png-button'
import { useZoom } from '@/components/charts/lines/use-zoom'
import { tierText } from '@/components/charts/rows/bucket-text'
import type { RangeEnds } from '@/lib/series/domain/range-params'
import { stepName } from '@/lib/series/domain/time-range'

/** A chart of many lines with its title, what its dashes and dots mean, and its downloads. */
export function LinesCard(props: {
  picture: Picture
  /** Names the card and the chart for those who do not see them. */
  label: string
  chartLabel: string
  heading: ReactNode
  /** What only this chart says below its title. */
  notes: string
  data: { nodes: readonly string[]; metrics: readonly string[]; previous: boolean }
  wider: RangeEnds
  emphasised: string | null
  onEmphasise: (id: string | null) => void
}) {
  const { picture, data, notes, emphasised, onEmphasise } = props
  const { title, lines, median, scales, time, before } = picture
  const [scale] = scales
  const { zoom, zoomOut } = useZoom(props.wider)
  return (
    <section
      data-print="wide"
      aria-label={props.label}
      className="min-w-0 rounded-card border bg-surface px-4 pt-3 pb-2"
    >
      <div className="mb-1 flex flex-wrap items-baseline justify-between gap-x-3 text-xs text-ink-3">
        <h2 className="text-base font-title text-ink">{props.heading}</h2>
        <p className="mr-auto">
          {stepName(scale.step)} buckets {tierText(scale.tier)}
          {notes}
          {before !== null && ` · dots: the ${before}`}
        </p>
        <span className="flex gap-1.5 print:hidden">
          <DataLinks {...data} {...time} zone={scale.zone} />
          <PngButton name={title} picture={() => picture} />
        </span>
      </div>
      {lines.length > 0 ? (
        <LineChart
          label={props.chartLabel}
          {...{ lines, median, scales, time, emphasised, onEmphasise }}
          onZoom={zoom}
          onZoomOut={zoomOut}
        />
      ) : (
        <p className="py-10 text-center text-ink-2">No values in this range.</p>
      )}
    </section>
  )
}
