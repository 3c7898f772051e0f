import { countJobs } from '@/lib/db/job-counts'
import { readJobs } from '@/lib/db/job-list'
import type { JobFilter } from '@/lib/db/job-narrowing'
import { database } from '@/lib/db/server-db'
import { hiddenFrom } from '@/lib/db/visibility'
import { countWaiting } from '@/lib/db/waiting'
import { decodeCursor, encodeCursor } from '@/lib/domain/cursor'
import { isJobStatus, type JobStatus } from '@/lib/domain/job'
import type { JobBoard } from '@/lib/domain/job-page'
import type { PersonViewer } from '@/lib/domain/role'
import { jobRow } from './job-row'

const pageSize = 50

export type BoardFilter = {
  status?: JobStatus | 'waiting' | undefined
  node?: string | undefined
  q?: string | undefined
  cursor?: string | undefined
}

/** One page of the board, newest first. A cursor that is none begins at the first page. */
export async function jobBoard(viewer: PersonViewer, filter: BoardFilter): Promise<JobBoard> {
  const { manager } = await database()
  const narrowed: JobFilter = {
    hiddenFrom: hiddenFrom(viewer),
    node: filter.node,
    q: filter.q,
    ...(filter.status === 'waiting' ? { waiting: viewer } : { status: filter.status }),
  }
  const cursor = filter.cursor ? decodeCursor(filter.cursor) : null
  const [{ rows, next }, { counts: counted, atLeast }, waitingForViewer] = await Promise.all([
    readJobs(manager, viewer.id, narrowed, cursor && { createdAt: cursor.at, jobId: cursor.id }, pageSize),
    countJobs(manager, narrowed),
    countWaiting(manager, viewer),
  ])
  const counts: JobBoard['counts'] = {}
  for (const { status, count } of counted) if (isJobStatus(status)) counts[status] = count
  return {
    rows: rows.map((row) => jobRow(viewer, row)),
    counts,
    total: counted.reduce((sum, { count }) => sum + count, 0),
    atLeast,
    waitingForViewer,
    nextCursor: next && encodeCursor({ at: next.createdAt, id: next.jobId }),
    searchedTo: next && rows.length < pageSize ? next.createdAt : null,
  }
}
