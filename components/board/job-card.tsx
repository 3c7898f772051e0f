import clsx from 'clsx'
import { JobNow } from '@/components/jobs/job-now'
import { NeedsInformation } from '@/components/talk/needs-information'
import { EmergencyBadge } from '@/components/ui/emergency-badge'
import { Link } from '@/components/ui/link'
import { NotInLog } from '@/components/ui/not-in-log'
import { PersonName } from '@/components/ui/person-name'
import { TimeAgo } from '@/components/ui/time-ago'
import type { JobRow, RestrictedJob } from '@/lib/board/domain/job-board'
import { shortDid } from '@/lib/kernel/did/short-did'

const card =
  'relative flex flex-col gap-1 rounded-card border bg-surface px-3 py-2 hover:border-strong has-[a:focus-visible]:border-strong'

/** One job in the column of its status. The link on its task covers the whole card. */
export function JobCard({ row }: { row: JobRow }) {
  const { task, node, requester, votes } = row
  return (
    <li className={clsx(card, row.emergency && 'shadow-[inset_3px_0_0_var(--error)]')}>
      <p className="flex items-baseline justify-between gap-2">
        <Link
          href={`/jobs/${row.jobId}`}
          title={task}
          className="truncate font-mono after:absolute after:inset-0"
        >
          <bdi>{task}</bdi>
        </Link>
        <span className="shrink-0 text-xs text-ink-2">
          <TimeAgo iso={row.createdAt} form="age" />
        </span>
      </p>
      <p title={node.did} className={clsx('truncate', node.name ? 'font-medium' : 'font-mono text-xs')}>
        <bdi>{node.name ?? shortDid(node.did)}</bdi>
      </p>
      {(row.needsInformation || !row.inLog || row.emergency) && (
        <p className="flex flex-wrap gap-1.5">
          {row.needsInformation && <NeedsInformation />}
          {!row.inLog && <NotInLog />}
          {row.emergency && <EmergencyBadge />}
        </p>
      )}
      <div className="text-xs text-ink-2 empty:hidden">
        <JobNow row={row} />
      </div>
      <p className="flex items-baseline justify-between gap-2 text-xs text-ink-2">
        <span className="truncate">
          by <PersonName person={requester} />
        </span>
        {votes && (
          <span className="shrink-0">
            {votes.given} of {votes.needed}
            <span className="sr-only"> approvals</span>
          </span>
        )}
      </p>
    </li>
  )
}

/** A job that the viewer requested on a node that was then hidden from them: its number, status and age. */
export const RestrictedCard = ({ row }: { row: RestrictedJob }) => (
  <li className={card}>
    <p className="flex items-baseline justify-between gap-2">
      <Link href={`/jobs/${row.jobId}`} className="truncate font-mono after:absolute after:inset-0">
        {row.jobId.slice(0, 8)}
      </Link>
      <span className="shrink-0 text-xs text-ink-2">
        <TimeAgo iso={row.createdAt} form="age" />
      </span>
    </p>
    <p className="text-xs text-ink-2">You no longer see this node.</p>
  </li>
)
