import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { type JobFilter, jobBoardHref, narrowingOf } from '@/lib/board/domain/filter'
import { statusName } from '@/lib/jobs/domain/status'
import { exactTime } from '@/lib/kernel/time/exact-time'

const words: Record<string, { title: string; text: string }> = {
  waiting: {
    title: 'Nothing waits for you',
    text: 'Jobs that need your vote appear here as soon as somebody else asks for them, and jobs that were run without the owner as long as they wait for your review.',
  },
  PendingApproval: {
    title: 'No job waits for a decision',
    text: 'A request waits here until the node’s owners have decided, or it expires.',
  },
  Approved: {
    title: 'No approved job waits to start',
    text: 'The node’s own agent takes an approved job within seconds, or when its window opens.',
  },
  Running: { title: 'Nothing is running', text: 'At most one job runs on a node at a time.' },
  Lost: {
    title: 'No job was lost',
    text: 'A job is lost when its agent falls silent while it runs; it is never run again by itself.',
  },
}

const narrowedBy: Record<string, string> = {
  node: 'node',
  task: 'task',
  requester: 'requester',
  since: 'time',
}

/** Why the board is empty here, and the way on. */
export function NoJobs({ filter, searchedTo }: { filter: JobFilter; searchedTo: string | null }) {
  const { status, q, cursor } = filter
  if (searchedTo !== null)
    return (
      <EmptyState title="No job fits so far">
        Searched back to {exactTime(searchedTo)}; “Older” goes on from there.
      </EmptyState>
    )
  const { q: _, ...chosen } = narrowingOf(filter)
  const names = Object.keys(chosen).map((name) => narrowedBy[name] ?? name)
  if (q !== undefined || names.length > 0)
    return (
      <EmptyState
        title="No job fits"
        action={<ButtonLink href={jobBoardHref({ status })}>Show without filters</ButtonLink>}
      >
        Nothing here has{' '}
        {q !== undefined && (
          <>
            “<bdi>{q}</bdi>” in its task, node or reason
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
  const said = status === undefined ? undefined : words[status]
  if (status !== undefined)
    return (
      <EmptyState
        title={said?.title ?? `No job is ${statusName(status).toLowerCase()}`}
        action={<ButtonLink href="/jobs">Show all jobs</ButtonLink>}
      >
        {said?.text ?? 'Jobs that end this way are kept here.'}
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
      Ask for maintenance of a node; its owner decides, its agent runs it, and everybody sees how it went.
    </EmptyState>
  )
}
