import { countText } from '@/lib/kernel/text/count-text'
import type { ReplayDay } from '@/lib/policies/domain/replay'
import { everyDay, topOf } from '@/lib/policies/domain/replay-days'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** In UTC, and alike in every browser. */
const dateText = (day: number): string =>
  `${new Date(day).getUTCDate()} ${months[new Date(day).getUTCMonth()]}`

const looks = [
  { kind: 'well', name: 'approved, ended well', look: 'bg-healthy' },
  { kind: 'failed', name: 'approved, failed', look: 'bg-error' },
  { kind: 'other', name: 'approved, rejected or not run', look: 'bg-unknown' },
  { kind: 'held', name: 'not approved by it', look: 'hatched' },
] as const

/** Requests by the day; a failure has a cross of its own, so that it is seen without its colour. */
export function ReplayChart({ days, now }: { days: readonly ReplayDay[]; now: number }) {
  const all = everyDay(days, now)
  const top = topOf(days)
  const shown = looks.filter(({ kind }) => kind !== 'other' || days.some((day) => day.other > 0))
  const dates = [0, 1, 2, 3].map((part) => all[Math.round((part * (all.length - 1)) / 3)]?.day ?? now)
  return (
    <figure className="min-w-0">
      <figcaption className="mb-2 flex flex-wrap justify-between gap-x-4 gap-y-1 text-xs text-ink-2">
        <ul className="flex flex-wrap gap-x-4 gap-y-1">
          {shown.map(({ kind, name, look }) => (
            <li key={kind} className="flex items-center gap-1.5">
              {kind === 'failed' ? (
                <Cross />
              ) : (
                <span aria-hidden="true" className={`size-2.5 rounded-[2px] ${look}`} />
              )}
              {name}
            </li>
          ))}
        </ul>
        <span className="ml-auto text-ink-3">requests a day, UTC</span>
      </figcaption>
      <div
        className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 text-2xs text-ink-3 tabular-nums"
        aria-hidden="true"
      >
        <div className="flex h-28 flex-col justify-between text-right leading-none">
          <span>{countText(top)}</span>
          {top > 1 && <span>{countText(top / 2)}</span>}
          <span>0</span>
        </div>
        <div className="flex h-28 items-end gap-px border-t border-b">
          {all.map((day) => (
            <Day key={day.day} day={day} top={top} />
          ))}
        </div>
        <span />
        <div className="mt-1 flex justify-between">
          {dates.map((day) => (
            <span key={day}>{dateText(day)}</span>
          ))}
        </div>
      </div>
    </figure>
  )
}

const Day = ({ day, top }: { day: ReplayDay; top: number }) => (
  <div className="flex h-full min-w-0 flex-1 flex-col justify-end" title={titleOf(day)}>
    {day.failed > 0 && <Cross />}
    {looks
      .toReversed()
      .map(({ kind, look }) =>
        day[kind] === 0 ? null : (
          <span key={kind} className={`block ${look}`} style={{ height: `${(100 * day[kind]) / top}%` }} />
        ),
      )}
  </div>
)

const titleOf = (day: ReplayDay): string =>
  [
    dateText(day.day),
    ...looks.flatMap(({ kind, name }) => (day[kind] === 0 ? [] : `${countText(day[kind])} ${name}`)),
  ].join(' · ')

const Cross = () => (
  <svg viewBox="0 0 8 8" className="mx-auto mb-0.5 size-2 shrink-0 text-error" aria-hidden="true">
    <path d="M1 1 7 7M7 1 1 7" stroke="currentColor" strokeWidth="2" />
  </svg>
)
