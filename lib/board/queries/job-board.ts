import type { EntityManager } from 'typeorm'
import { countJobs } from '@/lib/board/db/counts'
import { readJob } from '@/lib/board/db/job'
import { readJobs } from '@/lib/board/db/list'
import type { JobFilter } from '@/lib/board/db/narrowing'
import { type JobNarrowing, sinceChoices } from '@/lib/board/domain/filter'
import type { BoardCounts, JobBoard } from '@/lib/board/domain/job-board'
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

export type BoardFilter = { [Name in keyof JobNarrowing]?: JobNarrowing[Name] | undefined } & {
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

/** The filter as the lists in the database take it, without the status. */
export const narrowedBy = (viewer: PersonViewer, filter: BoardFilter): JobFilter => ({
  hiddenFrom: hiddenFrom(viewer),
  node: filter.node,
  task: filter.task,
  requester: filter.requester,
  from: sinceTime(filter.since),
  q: filter.q,
})

/** How many jobs there are by status within the filter, and how many wait for this viewer in all. */
export async function boardCounts(viewer: PersonViewer, filter: BoardFilter): Promise<BoardCounts> {
  const { manager } = await database()
  return readWithJobs(manager, () => readCounts(manager, viewer, narrowedBy(viewer, filter)))
}

async function readCounts(
  manager: EntityManager,
  viewer: PersonViewer,
  narrowed: JobFilter,
): Promise<BoardCounts> {
  const [{ counts: counted, atLeast }, waiting] = await Promise.all([
    countJobs(manager, narrowed),
    waitingFor(manager, viewer),
  ])
  const counts: JobBoard['counts'] = {}
  for (const { status, count } of counted) if (isJobStatus(status)) counts[status] = count
  return {
    ...{ counts, atLeast, waitingForViewer: waiting },
    total: counted.reduce((sum, { count }) => sum + count, 0),
  }
}

async function readBoard(
  manager: EntityManager,
  viewer: PersonViewer,
  filter: BoardFilter,
): Promise<JobBoard> {
  const narrowed: JobFilter = {
    ...narrowedBy(viewer, filter),
    ...(filter.status === 'waiting' ? { waiting: viewer } : { status: filter.status }),
  }
  const cursor = filter.cursor ? decodeCursor(filter.cursor) : null
  const [{ rows, next }, counts, toReview] = await Promise.all([
    readJobs(manager, viewer.id, narrowed, cursor && { createdAt: cursor.at, jobId: cursor.id }, pageSize),
    readCounts(manager, viewer, narrowed),
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
  return {
    ...counts,
    rows: shown.map((row) => {
      const listed = boardRow(viewer, row, consents.get(row.job_id))
      return toReview.includes(row.job_id) && !('restricted' in listed)
        ? { ...listed, waitsForViewer: true }
        : listed
    }),
    nextCursor: next && encodeCursor({ at: next.createdAt, id: next.jobId }),
    searchedTo: next && rows.length < pageSize ? next.createdAt : null,
  }
}
