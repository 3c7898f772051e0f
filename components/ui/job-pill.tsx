import clsx from 'clsx'
import { statusName } from '@/lib/jobs/domain/status-name'

const backgrounds: Record<string, string> = {
  PendingApproval: 'bg-pending-soft text-pending',
  Approved: 'bg-healthy-soft text-healthy',
  Running: 'bg-running-soft text-running',
  Lost: 'bg-warning-soft text-warning',
  Completed: 'bg-healthy-soft text-healthy',
  Failed: 'bg-error-soft text-error',
}

/** A job's status on a soft background; an unknown status is shown as written. */
export function JobPill({ status, className }: { status: string; className?: string }) {
  const background = Object.hasOwn(backgrounds, status) ? backgrounds[status] : undefined
  return (
    <span
      className={clsx(
        'inline-block max-w-full truncate rounded-[4px] px-2 py-px align-middle text-xs font-medium whitespace-nowrap',
        background ?? 'bg-unknown-soft text-unknown',
        className,
      )}
    >
      <bdi>{statusName(status)}</bdi>
    </span>
  )
}
