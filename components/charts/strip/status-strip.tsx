'use client'

import { type PointerEvent, useMemo } from 'react'
import { spanText } from '@/components/charts/axis/time-axis'
import { AlertBars } from '@/components/charts/layers/alert-bars'
import { useCrosshair, useCrosshairStore } from '@/components/charts/layers/crosshair'
import { plotInset } from '@/components/charts/panel/plot'
import { missingLooks } from '@/components/charts/rows/gap-styles'
import { StatusMark } from '@/components/ui/status-mark'
import { useZone } from '@/components/ui/zone'
import { stateName } from '@/lib/fleet/domain/node-state'
import type { NodeCharts } from '@/lib/series/domain/node-charts'
import { type StatusPart, type StatusStretch, statusStretches } from '@/lib/series/domain/status-stretches'
import {
  type StatusSummary,
  silenceName,
  statusSummary,
  summaryText,
} from '@/lib/series/domain/status-summary'
import { StripTimes } from './strip-times'

/** Distinct without colour as well: by pattern, and by the order in a bucket, the worst at the top. */
const looks: Record<string, string> = {
  Healthy: 'bg-healthy/75',
  Warning: 'bg-warning bg-[repeating-linear-gradient(90deg,transparent_0_3px,var(--surface)_3px_4px)]',
  Error: 'bg-error',
}
const otherLook = 'bg-unknown bg-[radial-gradient(var(--surface)_1px,transparent_1.2px)] bg-size-[5px_5px]'

const patternOf = ({ status, silence }: StatusPart): string => {
  if (status === null) return missingLooks[silence ?? 'no_report'].pattern
  return (Object.hasOwn(looks, status) ? looks[status] : undefined) ?? otherLook
}
const nameOf = ({ status, silence }: StatusPart): string =>
  status === null ? missingLooks[silence ?? 'no_report'].name : stateName(status)

/** "Healthy", or "Error 20%, Healthy 80%". */
const partsText = (parts: readonly StatusPart[]): string =>
  parts.length === 1 && parts[0]
    ? nameOf(parts[0])
    : parts.map((part) => `${nameOf(part)} ${Math.max(1, Math.round(part.share * 100))}%`).join(', ')

type StripProps = {
  charts: NodeCharts
  title: string
  /** The width beside the plots of the charts below, in pixels. */
  gutter: number
}

/** The status over the range of the charts, stacked by share, with a summary in words. */
export function StatusStrip({ charts, title, gutter }: StripProps) {
  const { range } = charts
  const zone = useZone()
  const { stretches, summary } = useMemo(() => {
    const found = statusStretches(charts)
    return { stretches: found, summary: statusSummary(charts, found) }
  }, [charts])
  const words = summaryText(summary)
  const crosshair = useCrosshairStore()
  const show = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const time = range.from + ((event.clientX - box.left) / box.width) * (range.to - range.from)
    const at = range.edges.findLast((edge) => edge <= time) ?? null
    crosshair.set({ at, source: null, anchor: null })
  }
  const hide = () => crosshair.set({ at: null, source: null, anchor: null })
  const { left, right } = plotInset(gutter)
  return (
    <section aria-label={title} className="rounded-card border bg-surface px-4 pt-3 pb-2.5">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="font-title">{title}</h2>
        <p className="text-xs text-ink-3">{words}</p>
      </div>
      <div style={{ marginLeft: left, marginRight: right }}>
        <div
          role="img"
          aria-label={`${title}: ${words}`}
          className="relative h-6"
          onPointerMove={show}
          onPointerLeave={hide}
        >
          {stretches.map((stretch) => (
            <Stretch key={stretch.from} stretch={stretch} range={range} zone={zone} />
          ))}
          <StripCrosshair range={range} />
        </div>
        {/* Beside the strip, which is one picture to a screen reader. */}
        <div className="relative">
          <AlertBars metric={null} time={range} />
        </div>
        <StripTimes range={range} zone={zone} />
      </div>
      <StripKey summary={summary} />
    </section>
  )
}

const percent = (seconds: number, { from, to }: { from: number; to: number }): string =>
  `${(seconds / (to - from)) * 100}%`

function Stretch(props: { stretch: StatusStretch; range: NodeCharts['range']; zone: string }) {
  const { stretch, range } = props
  const { from, to, parts } = stretch
  return (
    <div
      data-status={parts[0] && nameOf(parts[0])}
      title={`${partsText(parts)}: ${spanText(from, to, props.zone)}`}
      className="absolute inset-y-0 flex min-w-px flex-col"
      // Half a pixel more, so that rounding leaves no seam to the next stretch.
      style={{ left: percent(from - range.from, range), width: `calc(${percent(to - from, range)} + 0.5px)` }}
    >
      {parts.map((part) => (
        <div
          key={nameOf(part)}
          data-part={nameOf(part)}
          className={`min-h-px ${patternOf(part)}`}
          style={{ flexGrow: part.share, flexBasis: 0 }}
        />
      ))}
    </div>
  )
}

/** The bucket under the pointer of any chart. */
function StripCrosshair({ range }: { range: NodeCharts['range'] }) {
  const { at } = useCrosshair()
  if (at === null) return null
  const next = range.edges.find((edge) => edge > at) ?? range.to
  const middle = (Math.max(at, range.from) + Math.min(next, range.to)) / 2
  return (
    <div
      aria-hidden="true"
      data-crosshair
      className="absolute -inset-y-1 w-px bg-ink"
      style={{ left: percent(middle - range.from, range) }}
    />
  )
}

/** The legend of the strip: the share of the time that it draws of each status, and silence. */
function StripKey({ summary }: { summary: StatusSummary }) {
  return (
    <ul className="mt-1.5 flex flex-wrap gap-x-5 gap-y-1 text-xs">
      {summary.shares.map(({ status, silence, seconds, text }) =>
        silence === null ? (
          <li key={`status ${status}`} className="flex gap-1.5">
            <StatusMark state={status ?? 'Unknown'} />
            <span className="text-ink-3">{text}</span>
          </li>
        ) : (
          <li key={silence} className="flex items-center gap-1.5">
            <span aria-hidden="true" className={`h-2.5 w-4 rounded-[2px] ${missingLooks[silence].pattern}`} />
            <span className="text-ink-2">{missingLooks[silence].name}</span>
            <span className="text-ink-3">
              {text}, {silenceName(seconds)}
            </span>
          </li>
        ),
      )}
    </ul>
  )
}
