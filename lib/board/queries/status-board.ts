import { readJobs } from '@/lib/board/db/list'
import { mostLookedAt } from '@/lib/board/db/narrowing'
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

/** One after the other, so that a page needs no more connections than any other. */
async function oneByOne<In, Out>(inputs: readonly In[], read: (input: In) => Promise<Out>): Promise<Out[]> {
  const outputs: Out[] = []
  for (const input of inputs) outputs.push(await read(input))
  return outputs
}

/** The same jobs as the table of a filter, in a column by status: the first of each, as the first page of that status has them. */
export async function statusBoard(viewer: PersonViewer, filter: Filter, zone = 'UTC'): Promise<StatusBoard> {
  const { manager } = await database()
  return readWithJobs(manager, async () => {
    const narrowed = await searched(manager, narrowedBy(viewer, filter, zone))
    const chosen = filter.status === undefined ? null : (statusesIn(filter.status) ?? [])
    const order = filter.sort === 'oldest' ? 'oldest' : 'newest'
    const statuses = chosen ?? jobStatuses
    // As many jobs are looked at for all columns as for a page of the table.
    const lookAt = Math.ceil(mostLookedAt / statuses.length)
    const [read, { counts, toReview }] = await Promise.all([
      oneByOne(statuses, async (status) => {
        const wanted = { ...narrowed, statuses: [status] }
        return { status, page: await readJobs(manager, viewer.id, wanted, null, columnSize, order, lookAt) }
      }),
      readCounts(manager, viewer, narrowed),
    ])
    const shown = read.flatMap(({ page }) => page.rows)
    const rows = new Map(
      (await boardRows(manager, viewer, shown, toReview)).map((row) => [row.jobId, row] as const),
    )
    const known = jobStatuses.reduce((sum, status) => sum + (counts.counts[status] ?? 0), 0)
    return {
      ...counts,
      columns: read.map(({ status, page }) => ({
        ...{ status, count: counts.counts[status] ?? 0, more: page.next !== null },
        rows: page.rows.flatMap(({ job_id }) => rows.get(job_id) ?? []),
      })),
      others: chosen === null ? counts.total - known : 0,
    }
  })
}
