import { countJobs, type JobFilter, readJobs } from '@/lib/db/job-reads'
import { database } from '@/lib/db/server-db'
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
    node: filter.node,
    q: filter.q,
    ...(filter.status === 'waiting' ? { waiting: viewer } : { status: filter.status }),
  }
  const cursor = filter.cursor ? decodeCursor(filter.cursor) : null
  const [rows, counted, waitingForViewer] = await Promise.all([
    readJobs(
      manager,
      viewer.id,
      narrowed,
      cursor && { createdAt: cursor.at, jobId: cursor.id },
      pageSize + 1,
    ),
    countJobs(manager, narrowed),
    countWaiting(manager, viewer),
  ])
  const page = rows.slice(0, pageSize)
  const last = page.at(-1)
  const counts: JobBoard['counts'] = {}
  for (const { status, count } of counted) if (isJobStatus(status)) counts[status] = count
  return {
    rows: page.map((row) => jobRow(viewer, row)),
    counts,
    total: counted.reduce((sum, { count }) => sum + count, 0),
    waitingForViewer,
    nextCursor: rows.length > pageSize && last ? encodeCursor({ at: last.cursor_at, id: last.job_id }) : null,
  }
}
