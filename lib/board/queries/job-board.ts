import type { EntityManager } from 'typeorm'
import { countJobs } from '@/lib/board/db/counts'
import { readJob } from '@/lib/board/db/job'
import { readJobs } from '@/lib/board/db/list'
import type { JobFilter } from '@/lib/board/db/narrowing'
import { type JobNarrowing, sinceChoices } from '@/lib/board/domain/filter'
import type { JobBoard } from '@/lib/board/domain/job-board'
import { readWithJobs } from '@/lib/db/connection/jobs-locked'
import { database } from '@/lib/db/connection/server-database'
import { hiddenFrom } from '@/lib/fleet/db/visibility'
import { readReviews, readRowConsents } from '@/lib/jobs/db/job-consent'
import { isJobStatus, type JobStatus } from '@/lib/kernel/job-status'
import type { PersonViewer } from '@/lib/kernel/role'
import { decodeCursor, encodeCursor } from '@/lib/kernel/url/cursor'
import { boardRow } from './job-row'
import { waitingFor } from './waiting'

const pageSize = 50

type BoardFilter = { [Name in keyof JobNarrowing]?: JobNarrowing[Name] | undefined } & {
  status?: JobStatus | 'waiting' | undefined
  cursor?: string | undefined
}

// To the minute, so that consecutive pages use the same time.
const sinceTime = (since: BoardFilter['since']): string | undefined =>
  since &&
  new Date(Math.floor(Date.now() / 60_000) * 60_000 - sinceChoices[since].hours * 3_600_000).toISOString()

/**
 * One page of the board, newest first; jobs that wait for this viewer's review come before those that wait for their
 * decision. An invalid cursor begins at the first page.
 */
export async function jobBoard(viewer: PersonViewer, filter: BoardFilter): Promise<JobBoard> {
  const { manager } = await database()
  return readWithJobs(manager, () => readBoard(manager, viewer, filter))
}

async function readBoard(
  manager: EntityManager,
  viewer: PersonViewer,
  filter: BoardFilter,
): Promise<JobBoard> {
  const narrowed: JobFilter = {
    hiddenFrom: hiddenFrom(viewer),
    node: filter.node,
    task: filter.task,
    requester: filter.requester,
    from: sinceTime(filter.since),
    q: filter.q,
    ...(filter.status === 'waiting' ? { waiting: viewer } : { status: filter.status }),
  }
  const cursor = filter.cursor ? decodeCursor(filter.cursor) : null
  const [{ rows, next }, { counts: counted, atLeast }, waiting, toReview] = await Promise.all([
    readJobs(manager, viewer.id, narrowed, cursor && { createdAt: cursor.at, jobId: cursor.id }, pageSize),
    countJobs(manager, narrowed),
    waitingFor(manager, viewer),
    readReviews(manager, viewer),
  ])
  const reviews =
    filter.status === 'waiting' && cursor === null ? await readReviews(manager, viewer, filter) : []
  const reviewed = await Promise.all(reviews.map((id) => readJob(manager, viewer.id, id)))
  const shown = [
    ...reviewed.filter((row) => row !== null),
    ...rows.filter((row) => !reviews.includes(row.job_id)),
  ]
  const consents = await readRowConsents(
    manager,
    shown.map((row) => row.job_id),
  )
  const counts: JobBoard['counts'] = {}
  for (const { status, count } of counted) if (isJobStatus(status)) counts[status] = count
  return {
    rows: shown.map((row) => {
      const listed = boardRow(viewer, row, consents.get(row.job_id))
      return toReview.includes(row.job_id) && !('restricted' in listed)
        ? { ...listed, waitsForViewer: true }
        : listed
    }),
    counts,
    total: counted.reduce((sum, { count }) => sum + count, 0),
    atLeast,
    waitingForViewer: waiting,
    nextCursor: next && encodeCursor({ at: next.createdAt, id: next.jobId }),
    searchedTo: next && rows.length < pageSize ? next.createdAt : null,
  }
}
