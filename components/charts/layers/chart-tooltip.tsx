'use client'

import type { Panel } from '@/components/charts/panel/panel'
import { type Plot, xOf } from '@/components/charts/panel/plot'
import { bucketText, previousText } from '@/components/charts/rows/bucket-text'
import { bucketIndexAt } from '@/components/charts/rows/chart-rows'
import { missingLooks } from '@/components/charts/rows/gap-styles'
import { usualText } from '@/components/charts/rows/usual-text'
import { useCrosshair } from './crosshair'
import { type JobSpan, spansWithin } from './job-spans'

type TooltipProps = { id: string; plot: Plot; panel: Panel; jobs: JobSpan[] }

/** The bucket under the crosshair: in full on the chart under the pointer, only the value on the others. */
export function ChartTooltip({ id, plot, panel, jobs }: TooltipProps) {
  const { rows, scale, previous, usual } = panel
  const { at, source } = useCrosshair()
  const index = at === null ? -1 : bucketIndexAt(rows, at)
  const row = rows[index]
  if (!row) return null
  const before = previous && previousText(previous, index, scale)
  const x = xOf(plot, row.x)
  const text = bucketText(row, scale)
  const onRight = x > plot.left + plot.width / 2
  const style = onRight
    ? { right: `calc(100% - ${Math.round(x) - 10}px)`, top: plot.top + 6 }
    : { left: Math.round(x) + 10, top: plot.top + 6 }
  if (source !== id)
    return (
      <div aria-hidden="true" style={style} className={`${box} px-1.5 py-px text-2xs`}>
        {text.value ?? missingLooks[row.missing ?? 'no_value'].name}
      </div>
    )
  return (
    <div
      aria-hidden="true"
      data-tooltip={scale.metric}
      style={style}
      className={`${box} px-2.5 py-1.5 text-xs`}
    >
      <div className="font-medium text-ink">{text.span}</div>
      <div>
        {text.value === null ? (
          <span className="font-medium text-ink">{text.missing}</span>
        ) : (
          <>
            avg <span className="font-semibold text-ink">{text.value}</span>
            {text.band && <span className="ml-1.5">{text.band}</span>}
          </>
        )}
      </div>
      {before && (
        <div data-before title={before.span}>
          {before.name}: <span className="font-medium text-ink">{before.value}</span>
        </div>
      )}
      {usual && <div data-usual-text>{usualText(usual, row, scale)}</div>}
      <div>{text.note}</div>
      <div className="text-ink-3">{text.source}</div>
      {spansWithin(jobs, row).map((job) => (
        <div key={job.id} className="flex items-start gap-1.5">
          <span className="mt-1.5 size-1.5 shrink-0" style={{ background: job.color }} />
          <span className="[overflow-wrap:anywhere]">{job.title}</span>
        </div>
      ))}
    </div>
  )
}

const box =
  'pointer-events-none absolute z-10 max-w-64 max-sm:hidden rounded-control border border-strong bg-surface text-ink-2 shadow-sm'
