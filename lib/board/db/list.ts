import type { EntityManager } from 'typeorm'
import { keptQuery } from '@/lib/db/connection/prepared-query'
import { type JobReadRow, jobColumns, joinedTo } from './job'
import {
  created,
  type JobCursor,
  type JobFilter,
  type JobOrder,
  mostLookedAt,
  type Narrowing,
  narrowing,
} from './narrowing'

/**
 * `next`: where the next page begins; null on the last one. A page may hold fewer jobs than the limit and still have
 * a next one: the search then stopped after a number of jobs without finding more.
 */
export type JobPage = { rows: JobReadRow[]; next: JobCursor | null }

// Named once inside, so that the index order is known outside: jobs are looked at one by one until the page is full.
export const orders: Record<JobOrder, string> = { newest: 'at DESC, job_id DESC', oldest: 'at, job_id' }

/**
 * Every job that is found, or the first `most`, in the order of the list; of several statuses, the database merges their lists, of
 * which each is read only as far as it is needed.
 */
export function inOrder(
  { jobs: from, found }: Pick<Narrowing, 'jobs' | 'found'>,
  order: JobOrder,
  most?: number,
): string {
  const limit = most === undefined ? '' : `LIMIT ${most}`
  const jobs = (where: string): string =>
    `SELECT *, ${created} AS at FROM ${from} WHERE ${where} ORDER BY ${orders[order]} ${limit}`
  const [only = 'true', ...others] = found
  return others.length === 0
    ? jobs(only)
    : `SELECT * FROM (${found.map((where) => `(${jobs(where)})`).join(' UNION ALL ')}) merged
       ORDER BY ${orders[order]} ${limit}`
}

// The cursor carries microseconds, which a JavaScript date would lose.
const cursorAt = `to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS cursor_at`

/**
 * One page of at most `limit` jobs, newest first unless `order` says otherwise; `viewerId` is the viewer, if it is a person. An index picks its
 * jobs before anything is joined.
 */
export async function readJobs(
  db: EntityManager,
  viewerId: string | null,
  filter: JobFilter,
  cursor: JobCursor | null,
  limit: number,
  order: JobOrder = 'newest',
): Promise<JobPage> {
  const narrowed = narrowing(filter, cursor, order)
  const most = Math.max(mostLookedAt, limit + 1)
  if (!narrowed.kept)
    return pageOf(limit, await pick(db, viewerId, narrowed, { most: limit + 1, limit, order }))
  // In one snapshot, so that a job that leaves the list in between does not make the page skip another.
  return db.transaction('REPEATABLE READ', async (tx) => {
    const page = pageOf(limit, await pick(tx, viewerId, narrowed, { most, limit, order }))
    return { ...page, next: page.next ?? (await lastLookedAt(tx, narrowed, most, order)) }
  })
}

type PickedRow = JobReadRow & { cursor_at: string }

function pageOf(limit: number, rows: readonly PickedRow[]): JobPage {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const next = rows.length > limit && last ? { createdAt: last.cursor_at, jobId: last.job_id } : null
  return { rows: page, next }
}

/** One more than `limit`, which shows whether the list continues. */
function pick(
  db: EntityManager,
  viewerId: string | null,
  narrowed: Narrowing,
  { most, limit, order }: { most: number; limit: number; order: JobOrder },
): Promise<PickedRow[]> {
  const { kept, values, oneIndex } = narrowed
  const by = orders[order]
  const lookedAt = inOrder(narrowed, order, most)
  const picked = `SELECT * FROM (${lookedAt}) j WHERE ${kept ?? 'true'} ORDER BY ${by} LIMIT ${limit + 1}`
  const viewer = `$${values.length + 1}`
  const sql = `SELECT ${jobColumns(viewer)}, ${cursorAt} FROM ${joinedTo(`(${picked}) j`)} ORDER BY ${by}`
  return oneIndex ? keptQuery(db, sql, [...values, viewerId]) : db.query(sql, [...values, viewerId])
}

/** The last of the jobs that were looked at, if the limit was reached. */
async function lastLookedAt(
  db: EntityManager,
  narrowed: Narrowing,
  most: number,
  order: JobOrder,
): Promise<JobCursor | null> {
  const rows = await db.query<{ job_id: string; cursor_at: string }[]>(
    `SELECT job_id, ${cursorAt} FROM (${inOrder(narrowed, order, most)}) last OFFSET ${most - 1}`,
    narrowed.foundValues,
  )
  return rows[0] ? { createdAt: rows[0].cursor_at, jobId: rows[0].job_id } : null
}
