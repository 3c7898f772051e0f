'use client'

import { readingText } from '@/components/charts/axis/axis-text'
import { useCrosshair } from '@/components/charts/layers/crosshair'
import { bucketText, previousText, rangeFigures } from '@/components/charts/rows/bucket-text'
import { bucketIndexAt, meanOf } from '@/components/charts/rows/chart-rows'
import { withUnit } from '@/lib/kernel/text/with-unit'
import type { Panel } from './panel'

/** The extremes of the range and when the highest value came, so that no peak has to be searched for. */
export function RangeFigures({ panel: { rows, scale } }: { panel: Panel }) {
  const figures = rangeFigures(rows, scale)
  const { at } = useCrosshair()
  return (
    <p className={at === null ? '' : 'max-sm:hidden'}>
      {figures?.constant && <>{figures.max} throughout</>}
      {figures && !figures.constant && (
        <>
          min {figures.min} · avg {figures.avg} · max{' '}
          <span className="font-semibold text-ink-2">{figures.max}</span> at {figures.at}
        </>
      )}
    </p>
  )
}

/** On a phone the reading stands in the head, where no finger covers it. */
export function ReadingUnderFinger({ panel: { rows, scale, previous } }: { panel: Panel }) {
  const { at } = useCrosshair()
  const index = at === null ? -1 : bucketIndexAt(rows, at)
  const row = rows[index]
  if (!row) return null
  const { span, value, missing } = bucketText(row, scale)
  const before = previous && previousText(previous, index, scale)
  return (
    <p data-reading className="sm:hidden">
      {span} · <span className="font-semibold text-ink">{value ?? missing}</span>
      {before && ` · ${before.name}: ${before.value}`}
    </p>
  )
}

/** "of 500 GB · 61%" under the latest value. */
export function OfWhole({ panel: { whole, scale }, value }: { panel: Panel; value: number | null }) {
  if (whole === null || value === null) return null
  const share = (value * scale.factor * 100) / whole
  return (
    <p data-whole className="ml-auto">
      of {withUnit(readingText(whole, scale.axis), scale.unit)} · {Math.round(share)}%
    </p>
  )
}

/** "24 h before: avg 36%" under the latest value. */
export function PreviousAverage({ panel: { previous, scale } }: { panel: Panel }) {
  if (!previous) return null
  const mean = meanOf(previous.rows)
  return (
    <p data-previous-average className="ml-auto">
      {previous.name}:{' '}
      {mean === null ? 'no values' : `avg ${withUnit(readingText(mean, scale.axis), scale.unit)}`}
    </p>
  )
}

export function LatestValue(props: {
  panel: Panel
  value: number | null
  is: 'last' | 'now' | null
  color: string
}) {
  const { rows, rate, scale } = props.panel
  const { unit, factor, axis } = scale
  const rated = rate ? rows.findLast((row) => row.avg !== null)?.avg : undefined
  const shown = rated ?? (props.value === null || rate ? null : props.value * factor)
  if (shown === null) return <span className="text-xs text-ink-3">not in the last report</span>
  return (
    <span
      className="font-semibold whitespace-nowrap"
      style={{ color: props.is === 'last' ? 'var(--ink-2)' : props.color }}
    >
      {props.is && <span className="mr-1.5 text-xs font-normal text-ink-3">{props.is}</span>}
      <span className="text-lg">{readingText(shown, axis)}</span>
      {unit !== '' && <span className="ml-0.5 text-xs font-medium">{unit}</span>}
    </span>
  )
}
