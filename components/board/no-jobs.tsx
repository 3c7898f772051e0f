import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { type JobFilter, jobBoardHref, narrowingOf } from '@/lib/board/domain/filter'
import type { JobBoard } from '@/lib/board/domain/job-board'
import { choiceName } from '@/lib/board/domain/status-choice'
import { SearchedTo } from './searched-to'

const words: Record<string, { title: string; text: string }> = {
  waiting: {
    title: 'Nothing is waiting for you',
    text: 'Requests that need your vote appear here, and jobs approved without the owner until somebody has reviewed them.',
  },
  PendingApproval: {
    title: 'No requests are waiting',
    text: 'A request stays here until the node’s owners decide or it expires.',
  },
  open: { title: 'No open jobs', text: 'Every job has ended.' },
  bad: { title: 'No job ended badly', text: 'Jobs that failed, were lost or expired appear here.' },
  Approved: {
    title: 'No approved jobs are waiting to start',
    text: 'The node’s agent takes an approved job within seconds, or when its window opens.',
  },
  Running: { title: 'Nothing is running', text: 'At most one job runs on a node at a time.' },
  Lost: {
    title: 'No lost jobs',
    text: 'A job is lost when its agent goes silent while it runs. It never runs again automatically.',
  },
}

const narrowedBy: Record<string, string> = {
  node: 'node',
  task: 'task',
  requester: 'requester',
  since: 'time',
  from: 'time',
  to: 'time',
}

/** Why the board is empty, and where to go from here. */
export function NoJobs({ filter, board }: { filter: JobFilter; board: JobBoard | null }) {
  const { status, q, cursor, view } = filter
  if (board && board.searchedTo !== null)
    return (
      <EmptyState title="No matching jobs so far">
        <SearchedTo board={board} />
      </EmptyState>
    )
  const { q: _, ...chosen } = narrowingOf(filter)
  const names = [...new Set(Object.keys(chosen).map((name) => narrowedBy[name] ?? name))]
  if (q !== undefined || names.length > 0)
    return (
      <EmptyState
        title="No matching jobs"
        action={<ButtonLink href={jobBoardHref({ status, view })}>Clear filters</ButtonLink>}
      >
        Nothing here has{' '}
        {q !== undefined && (
          <>
            “<bdi>{q}</bdi>” in its task, node, reason, parameters or messages
          </>
        )}
        {q !== undefined && names.length > 0 && ' and '}
        {names.length > 0 && `the chosen ${names.join(', ')}`}.
      </EmptyState>
    )
  if (cursor !== undefined)
    return (
      <EmptyState
        title="No older jobs"
        action={<ButtonLink href={jobBoardHref({ status })}>Newest</ButtonLink>}
      />
    )
  const message = status !== undefined && Object.hasOwn(words, status) ? words[status] : undefined
  if (status !== undefined)
    return (
      <EmptyState
        title={message?.title ?? `No ${choiceName(status).toLowerCase()} jobs`}
        action={<ButtonLink href="/jobs">Show all jobs</ButtonLink>}
      >
        {message?.text ?? 'Jobs that end this way stay here.'}
      </EmptyState>
    )
  return (
    <EmptyState
      title="No jobs yet"
      action={
        <ButtonLink variant="primary" href="/jobs/new">
          Request maintenance
        </ButtonLink>
      }
    >
      Request maintenance for a node: its owner decides, its agent runs it, and everyone can see how it went.
    </EmptyState>
  )
}
