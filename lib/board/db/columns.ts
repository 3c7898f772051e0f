import type { EntityManager } from 'typeorm'
import type { JobStatus } from '@/lib/kernel/job-status'
import { type JobReadRow, jobColumns, joinedTo } from './job'
import { orders } from './list'
import { created, type JobFilter, type JobOrder, mostLookedAt, narrowing } from './narrowing'

/** The first jobs of a status; `more`: there are others, or others were not looked at. */
export type JobColumn = { status: JobStatus; rows: JobReadRow[]; more: boolean }

/**
 * The first `limit` jobs of each status, as `readJobs` finds them, in one statement: planning it takes longer than reading a column. As
 * many jobs are looked at for all columns as for one page of a list.
 */
export async function readColumns(
  db: EntityManager,
  viewerId: string,
  filter: JobFilter,
  statuses: readonly JobStatus[],
  { limit, order }: { limit: number; order: JobOrder },
): Promise<JobColumn[]> {
  const { ids } = filter
  const { jobs, found, kept, values } = narrowing({ ...filter, statuses }, null, order)
  const by = orders[order]
  const lookAt = Math.ceil(mostLookedAt / statuses.length)
  const lists = lookedAt(found, jobs, order, lookAt)
  const first = lists.map(
    (list) => `(SELECT * FROM (${list}) j WHERE ${kept ?? 'true'} ORDER BY ${by} LIMIT ${limit + 1})`,
  )
  const ofSearch = `SELECT * FROM (
    SELECT *, row_number() OVER (PARTITION BY status ORDER BY ${by}) AS place
    FROM (SELECT *, ${created} AS at FROM ${jobs} WHERE ${found[0] ?? 'true'}) j WHERE ${kept ?? 'true'}) placed
    WHERE place <= ${limit + 1}`
  const picked = ids ? ofSearch : first.join(' UNION ALL ')
  return db.transaction('REPEATABLE READ', async (tx) => {
    const rows = await tx.query<JobReadRow[]>(
      `SELECT ${jobColumns(`$${values.length + 1}`)} FROM ${joinedTo(`(${picked}) j`)} ORDER BY ${by}`,
      [...values, viewerId],
    )
    const columns = statuses.map((status) => ({
      status,
      rows: rows.filter((row) => row.status === status),
    }))
    const short = columns.flatMap(({ status, rows: own }) => (own.length <= limit ? [status] : []))
    const unread =
      kept && !ids && short.length > 0
        ? await readUnread(tx, { ...filter, statuses: short }, order, lookAt)
        : []
    return columns.map(({ status, rows: own }) => ({
      ...{ status, rows: own.slice(0, limit) },
      more: own.length > limit || unread.includes(status),
    }))
  })
}

/** The first jobs of each list, in its order. */
const lookedAt = (found: readonly string[], jobs: string, order: JobOrder, most: number): string[] =>
  found.map(
    (where) =>
      `SELECT *, ${created} AS at FROM ${jobs} WHERE ${where} ORDER BY ${orders[order]} LIMIT ${most}`,
  )

/** The statuses of which there are perhaps more jobs than were looked at. */
async function readUnread(
  tx: EntityManager,
  filter: JobFilter,
  order: JobOrder,
  most: number,
): Promise<string[]> {
  const { jobs, found, foundValues } = narrowing(filter, null, order)
  const lists = lookedAt(found, jobs, order, most).map((list) => `(${list})`)
  const rows = await tx.query<{ status: string }[]>(
    `SELECT status FROM (${lists.join(' UNION ALL ')}) looked_at GROUP BY status HAVING count(*) >= ${most}`,
    foundValues,
  )
  return rows.map(({ status }) => status)
}
