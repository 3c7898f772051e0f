import type { Firings } from '@/lib/alerts/domain/firings'
import { countText } from '@/lib/kernel/text/count-text'

/** Bars of the last four weeks, the present one on the right, with the number of the last seven days. */
export function WeeklyFirings({ firings: { weeks, ever, noisy } }: { firings: Firings }) {
  const most = Math.max(1, ...weeks.map((count) => count ?? 0))
  const bars = weeks.map((count, index) =>
    count ? `M${index * 10} 15V${15 - Math.max(1, (14 * count) / most)}h8V15z` : '',
  )
  const words = weeks.map((count) => (count === null ? '–' : countText(count))).join(', ')
  return (
    <div className="flex flex-wrap items-center gap-x-2">
      <svg viewBox="0 0 38 16" className="h-4 w-9.5 shrink-0" role="img" aria-label={`By week: ${words}`}>
        <path d="M0 15.5h38" stroke="var(--strong)" />
        <path d={bars.join('')} fill="var(--warning)" />
      </svg>
      <span className="whitespace-nowrap tabular-nums">{countText(weeks.at(-1) ?? 0)} in 7 d</span>
      {!ever && <span className="whitespace-nowrap text-xs text-ink-2">never fired</span>}
      {noisy && <span className="rounded bg-warning-soft px-1.5 text-xs text-warning">noisy</span>}
    </div>
  )
}
