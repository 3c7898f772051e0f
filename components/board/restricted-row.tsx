import { JobPill } from '@/components/ui/job-pill'
import { Link } from '@/components/ui/link'
import { TimeAgo } from '@/components/ui/time-ago'
import type { RestrictedJob } from '@/lib/board/domain/job-board'

const cell = '@2xl:px-3 @2xl:py-2 @2xl:first:pl-4 @2xl:last:pr-3'

/** A job that the viewer requested on a node that was then hidden from them: its number, status and age. */
export const RestrictedRow = ({ row }: { row: RestrictedJob }) => (
  <tr className="relative border-t first:border-t-0 hover:bg-sunken/60 has-[a:focus-visible]:bg-sunken/60 @max-2xl:grid @max-2xl:grid-cols-[auto_minmax(0,1fr)_auto] @max-2xl:items-center @max-2xl:gap-x-2.5 @max-2xl:gap-y-1 @max-2xl:px-3.5 @max-2xl:py-2.5">
    <td className={`${cell} @2xl:whitespace-nowrap`}>
      <JobPill status={row.status} />
    </td>
    <td className={`${cell} min-w-0`}>
      <Link href={`/jobs/${row.jobId}`} className="block truncate font-mono after:absolute after:inset-0">
        {row.jobId.slice(0, 8)}
      </Link>
    </td>
    <td className={`${cell} text-ink-2 @max-2xl:col-span-full @max-2xl:row-start-2 @max-2xl:text-xs`}>
      a restricted node
    </td>
    <td className={`${cell} @max-2xl:hidden`}>you</td>
    <td className={`${cell} text-right whitespace-nowrap text-ink-2 @max-2xl:text-xs`}>
      <TimeAgo iso={row.createdAt} form="age" />
    </td>
    <td className={`${cell} @max-2xl:hidden`} />
    <td className={`${cell} text-ink-2 @max-2xl:hidden`}>You no longer see this node.</td>
    <td className={`${cell} @max-2xl:hidden`} />
  </tr>
)
