'use client'

import { useMemo } from 'react'
import { StatusMark } from '@/components/ui/status-mark'
import { type StatusStretch, statusStretches } from '@/lib/series/domain/coverage'
import type { NodeCharts } from '@/lib/series/domain/node-charts'
import { type StatusSummary, statusSummary, summaryText } from '@/lib/series/domain/status-summary'
import { durationName, stepName } from '@/lib/series/domain/time-range'
import { missingLooks } from './gap-styles'
import { StripTimes } from './strip-times'
import { spanText } from './time-axis'
import { useZone } from './zone'

/** Distinct without colour: the worse, the taller; Warning is striped, an unknown status dotted. */
const looks: Record<string, string> = {
  Healthy: 'h-2.5 bg-healthy/75',
  Warning: 'h-4 bg-warning bg-[repeating-linear-gradient(90deg,transparent_0_3px,var(--surface)_3px_4px)]',
  Error: 'h-5 bg-error',
}
const otherLook =
  'h-3 bg-unknown bg-[radial-gradient(var(--surface)_1px,transparent_1.2px)] bg-size-[5px_5px]'

const patternOf = ({ status, silence }: StatusStretch): string => {
  if (status === null) return `h-full ${missingLooks[silence ?? 'no_report'].pattern}`
  return (Object.hasOwn(looks, status) ? looks[status] : undefined) ?? otherLook
}
const nameOf = ({ status, silence }: StatusStretch): string =>
  status ?? missingLooks[silence ?? 'no_report'].name

/** The status over the range of the charts, with a summary in words. */
export function StatusStrip({ charts, title }: { charts: NodeCharts; title: string }) {
  const { range } = charts
  const zone = useZone()
  const { stretches, summary } = useMemo(() => {
    const { status, counts, reasons, cadenceSeconds, before } = charts
    const found = statusStretches(status, charts.range, cadenceSeconds, before, reasons)
    return { stretches: found, summary: statusSummary(counts, status.reports, found, before) }
  }, [charts])
  const share = (seconds: number): string => `${(seconds / (range.to - range.from)) * 100}%`
  const words = summaryText(summary)
  return (
    <section aria-label={title} className="rounded-card border bg-surface px-4 pt-3 pb-2.5">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="font-title">{title}</h2>
        <p className="text-xs text-ink-3">{words}</p>
      </div>
      <div role="img" aria-label={`${title}: ${words}`} className="relative h-5">
        {stretches.map((stretch) => (
          <div
            key={stretch.from}
            data-status={nameOf(stretch)}
            title={`${nameOf(stretch)}, ${durationName(stretch.to - stretch.from)}: ${spanText(stretch.from, stretch.to, zone)}`}
            className="absolute inset-y-0 flex items-end border-r border-surface last:border-r-0"
            style={{ left: share(stretch.from - range.from), width: share(stretch.to - stretch.from) }}
          >
            <div className={`w-full min-w-px rounded-[2px] ${patternOf(stretch)}`} />
          </div>
        ))}
      </div>
      <StripTimes range={range} zone={zone} />
      <StripKey summary={summary} step={range.step} />
    </section>
  )
}

/** The legend of the strip with the share of each status, counted in reports, so that wide buckets do not distort it. */
function StripKey({ summary, step }: { summary: StatusSummary; step: number }) {
  return (
    <div className="mt-1.5 flex flex-wrap gap-x-5 gap-y-1 text-xs">
      <ul className="flex flex-wrap gap-x-5 gap-y-1">
        {summary.shares.map(({ status, text }) => (
          <li key={status} className="flex gap-1.5">
            <StatusMark state={status} />
            <span className="text-ink-3">{text}</span>
          </li>
        ))}
        {summary.silence.map(({ reason, seconds }) => (
          <li key={reason} className="flex items-center gap-1.5">
            <span aria-hidden="true" className={`h-2.5 w-4 rounded-[2px] ${missingLooks[reason].pattern}`} />
            <span className="text-ink-2">{missingLooks[reason].name}</span>
            <span className="text-ink-3">{durationName(seconds)}</span>
          </li>
        ))}
      </ul>
      {summary.moreChanges && (
        <span className="ml-auto text-ink-3">worst status in each {stepName(step)}</span>
      )}
    </div>
  )
}
