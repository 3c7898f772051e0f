import { TimeAgo } from '@/components/ui/time-ago'
import type { JobRow } from '@/lib/board/domain/job-board'

const soonMs = 24 * 3_600_000

/** When a request expires: at its own expiry or at the end of its window, whichever comes first. */
export const dueOf = ({ expiresAt, window }: Pick<JobRow, 'expiresAt' | 'window'>): string | null =>
  [expiresAt, window?.end].filter((end) => typeof end === 'string').sort()[0] ?? null

export const isSoon = (iso: string, now: number): boolean => Date.parse(iso) - now < soonMs

/** "expires in 6 d 23 h", in the warning colour on the last day; then "expired". */
export function Expiry({
  job,
  now = Date.now(),
}: {
  job: Pick<JobRow, 'expiresAt' | 'window'>
  now?: number
}) {
  const due = dueOf(job)
  if (due === null) return null
  if (Date.parse(due) <= now) return <span className="text-warning">expired</span>
  return (
    <span className={isSoon(due, now) ? 'text-warning' : 'text-ink-2'}>
      expires <TimeAgo iso={due} />
    </span>
  )
}
