import { readColumns } from '@/lib/board/db/columns'
import { searched } from '@/lib/board/db/search'
import type { Filter } from '@/lib/board/domain/filter'
import type { StatusBoard } from '@/lib/board/domain/job-board'
import { statusesIn } from '@/lib/board/domain/status-choice'
import { readWithJobs } from '@/lib/db/connection/jobs-locked'
import { database } from '@/lib/db/connection/server-database'
import { jobStatuses } from '@/lib/kernel/job-status'
import type { PersonViewer } from '@/lib/kernel/role'
import { boardRows, narrowedBy, readCounts } from './job-board'

const columnSize = 10

/** The same jobs as the table of a filter, in a column by status: the first of each, as the first page of that status has them. */
export async function statusBoard(viewer: PersonViewer, filter: Filter, zone = 'UTC'): Promise<StatusBoard> {
  const { manager } = await database()
  return readWithJobs(manager, async () => {
    const narrowed = await searched(manager, narrowedBy(viewer, filter, zone))
    const chosen = filter.status === undefined ? null : (statusesIn(filter.status) ?? [])
    const statuses = chosen ?? jobStatuses
    const order = filter.sort === 'oldest' ? 'oldest' : 'newest'
    const [columns, { counts, toReview }] = await Promise.all([
      readColumns(manager, viewer.id, narrowed, statuses, { limit: columnSize, order }),
      readCounts(manager, viewer, narrowed),
    ])
    const shown = columns.flatMap(({ rows }) => rows)
    const rows = new Map(
      (await boardRows(manager, viewer, shown, toReview)).map((row) => [row.jobId, row] as const),
    )
    const known = jobStatuses.reduce((sum, status) => sum + (counts.counts[status] ?? 0), 0)
    return {
      ...counts,
      columns: columns.map((column) => ({
        ...{ status: column.status, count: counts.counts[column.status] ?? 0, more: column.more },
        rows: column.rows.flatMap(({ job_id }) => rows.get(job_id) ?? []),
      })),
      others: chosen === null ? counts.total - known : 0,
    }
  })
}
