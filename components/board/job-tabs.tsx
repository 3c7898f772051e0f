import clsx from 'clsx'
import { Link } from '@/components/ui/link'
import { type JobFilter, jobBoardHref, jobTabs, narrowingOf } from '@/lib/board/domain/filter'
import type { BoardCounts } from '@/lib/board/domain/job-board'
import { type StatusChoice, statusesIn } from '@/lib/board/domain/status-choice'
import { atLeastText, countText } from '@/lib/kernel/text/count-text'

/** Those that a phone has room for; its filters have the others. */
const always: readonly (StatusChoice | undefined)[] = ['waiting', 'open', 'bad', undefined]

/** The statuses with their counts, as links that keep filters and view. */
export function JobTabs({ filter, board }: { filter: JobFilter; board: BoardCounts }) {
  return (
    <nav aria-label="Jobs by status" className="border-b border-strong max-md:border-0">
      <ul className="-mb-px flex flex-wrap gap-x-3 gap-y-1 max-md:gap-x-2 2xl:gap-x-5">
        {jobTabs.map(({ status, label, short = label }) => {
          const current = filter.status === status
          const count =
            status === 'waiting'
              ? board.waitingForViewer
              : status === undefined
                ? board.total
                : (statusesIn(status) ?? []).reduce((sum, one) => sum + (board.counts[one] ?? 0), 0)
          const view = status === 'waiting' ? undefined : filter.view
          const href = jobBoardHref({ ...narrowingOf(filter), status, view })
          return (
            <li key={label} className={clsx(!current && !always.includes(status) && 'max-md:hidden')}>
              <Link
                href={href}
                aria-current={current ? 'page' : undefined}
                className={clsx(
                  'flex min-h-9 items-center gap-1.5 border-b-2 max-md:rounded-control max-md:border max-md:px-2.5 pointer-coarse:min-h-11',
                  current
                    ? 'border-accent font-title text-ink max-md:bg-accent-soft'
                    : 'border-transparent text-ink-2 hover:text-ink max-md:border-strong max-md:bg-surface',
                )}
              >
                <span>
                  {short}
                  {short !== label && <span className="max-md:sr-only">{label.slice(short.length)}</span>}
                </span>
                <span
                  className={clsx(
                    'font-normal',
                    status === 'waiting' && count > 0
                      ? 'text-pending'
                      : current
                        ? 'text-ink-2'
                        : 'text-ink-3',
                  )}
                >
                  {board.atLeast && status !== 'waiting' ? atLeastText(count) : countText(count)}
                </span>
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
