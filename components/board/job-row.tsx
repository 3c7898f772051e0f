import clsx from 'clsx'
import { JobNow } from '@/components/jobs/job-now'
import { NeedsInformation } from '@/components/talk/needs-information'
import { ButtonLink } from '@/components/ui/button'
import { EmergencyBadge } from '@/components/ui/emergency-badge'
import { JobPill } from '@/components/ui/job-pill'
import { Link } from '@/components/ui/link'
import { NotInLog } from '@/components/ui/not-in-log'
import { PersonName } from '@/components/ui/person-name'
import { TimeAgo } from '@/components/ui/time-ago'
import type { JobRow as Row } from '@/lib/board/domain/job-board'
import { shortDid } from '@/lib/kernel/did/short-did'

const cell = '@2xl:px-3 @2xl:py-2 @2xl:first:pl-4 @2xl:last:pr-3'

// On a phone, node and state share the second line, at opposite ends; they must not overlap.
const secondLine = 'min-w-0 @max-2xl:col-span-full @max-2xl:row-start-2'

/** One job. The link on its task covers the whole row; on a phone the cells form two lines. */
export function JobRow({ row }: { row: Row }) {
  const href = `/jobs/${row.jobId}`
  const toReview = row.emergency === 'open' && row.status !== 'PendingApproval'
  const name = row.node.name ?? shortDid(row.node.did)
  return (
    <tr
      className={clsx(
        'relative border-t first:border-t-0 hover:bg-sunken/60 has-[a:focus-visible]:bg-sunken/60',
        row.emergency && '@max-2xl:shadow-[inset_3px_0_0_var(--error)]',
        '@max-2xl:grid @max-2xl:grid-cols-[auto_minmax(0,1fr)_auto] @max-2xl:items-center @max-2xl:gap-x-2.5 @max-2xl:gap-y-1 @max-2xl:px-3.5 @max-2xl:py-2.5',
      )}
    >
      <td
        className={clsx(
          cell,
          '@2xl:whitespace-nowrap',
          row.emergency && '@2xl:shadow-[inset_3px_0_0_var(--error)]',
        )}
      >
        <JobPill status={row.status} />
        {row.needsInformation && <NeedsInformation />}
        {!row.inLog && <NotInLog />}
        {row.emergency && <EmergencyBadge className="ml-1.5 @max-4xl:hidden" />}
      </td>
      <td className={clsx(cell, 'min-w-0')}>
        <Link
          href={href}
          title={row.task}
          className="block truncate font-mono after:absolute after:inset-0 @2xl:max-w-56 @5xl:max-w-72"
        >
          <bdi>{row.task}</bdi>
        </Link>
      </td>
      <td className={clsx(cell, secondLine, '@max-2xl:max-w-[46cqw]')}>
        <bdi
          title={row.node.did}
          className={clsx(
            'block truncate @2xl:max-w-48',
            row.node.name ? 'font-medium' : 'font-mono text-xs',
          )}
        >
          {name}
        </bdi>
        {row.emergency && <EmergencyBadge className="mt-1 @2xl:hidden" />}
      </td>
      <td className={clsx(cell, '@max-2xl:hidden')}>
        <span className="block max-w-36 truncate">
          <PersonName person={row.requester} />
        </span>
      </td>
      <td className={clsx(cell, 'text-right whitespace-nowrap text-ink-2 @max-2xl:text-xs')}>
        <TimeAgo iso={row.createdAt} form="age" />
      </td>
      <td className={clsx(cell, 'whitespace-nowrap text-ink-2 @max-2xl:hidden')}>
        {row.votes && `${row.votes.given} of ${row.votes.needed}`}
      </td>
      <td
        className={clsx(
          cell,
          secondLine,
          'text-ink-2 @max-2xl:max-w-[42cqw] @max-2xl:min-w-24 @max-2xl:justify-self-end @max-2xl:text-right @max-2xl:text-xs @2xl:w-[26%] @2xl:max-w-0 @7xl:w-[36%]',
          row.waitsForViewer && '@max-2xl:hidden',
        )}
      >
        {row.emergency && (
          <span className="font-semibold text-error @max-2xl:hidden @4xl:hidden">Emergency approval · </span>
        )}
        <JobNow row={row} />
      </td>
      <td
        className={clsx(
          cell,
          secondLine,
          'text-right @max-2xl:justify-self-end',
          !row.waitsForViewer && '@max-2xl:hidden',
        )}
      >
        {row.waitsForViewer && (
          <ButtonLink
            size="sm"
            href={href}
            className="relative z-10"
            aria-label={`${toReview ? 'Review the emergency approval of' : 'Review'} ${row.task} on ${name}`}
          >
            Review
          </ButtonLink>
        )}
      </td>
    </tr>
  )
}
