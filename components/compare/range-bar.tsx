import { shareOf, type ValueAxis } from '@/components/charts/axis/axis'
import type { Figures } from './compared'

/** A bar from minimum to maximum on the axis of the chart, with the average and, dashed, that of the period before. */
export function RangeBar({
  figures,
  axis,
  color,
}: {
  figures: Figures
  axis: ValueAxis
  color: string | null
}) {
  const { min, avg, max, before } = figures
  const at = (value: number): number => Math.min(100, Math.max(0, shareOf(axis, value) * 100))
  const ink = color ?? 'var(--ink-2)'
  return (
    <div aria-hidden="true" className="relative h-3.5 min-w-32">
      <div className="absolute inset-x-0 top-1/2 border-t border-hair" />
      <div
        data-bar
        className="absolute top-1/2 h-1.5 -translate-y-1/2 rounded-full opacity-35"
        style={{ left: `${at(min)}%`, width: `max(2px, ${at(max) - at(min)}%)`, background: ink }}
      />
      {before !== null && (
        <div
          className="absolute inset-y-0 border-l border-dashed border-ink-3"
          style={{ left: `${at(before)}%` }}
        />
      )}
      <div
        className="absolute inset-y-0 w-0.5 -translate-x-px"
        style={{ left: `${at(avg)}%`, background: ink }}
      />
    </div>
  )
}
