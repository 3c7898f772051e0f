import type { EntityManager } from 'typeorm'
import { keptQuery } from '@/lib/db/connection/prepared-query'
import { type JobReadRow, jobColumns, joinedTo } from './job'
import { created, type JobCursor, type JobFilter, mostLookedAt, type Narrowing, narrowing } from './narrowing'

/**
 * `next`: where the next page begins; null on the last one. A page may hold fewer jobs than the limit and still have
 * a next one: the search then stopped after a number of jobs without finding more.
 */
export type JobPage = { rows: JobReadRow[]; next: JobCursor | null }

// Named once inside, so that the index order is known outside: jobs are looked at one by one until the page is full.
const newest = 'at DESC, job_id DESC'

// The cursor carries microseconds, which a JavaScript date would lose.
const cursorAt = `to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS cursor_at`

/**
 * One page of at most `limit` jobs, newest first; `viewerId` is the viewer, if it is a person. An index picks its
 * jobs before anything is joined.
 */
export async function readJobs(
  db: EntityManager,
  viewerId: string | null,
  filter: JobFilter,
  cursor: JobCursor | null,
  limit: number,
): Promise<JobPage> {
  const narrowed = narrowing(filter, cursor)
  const most = Math.max(mostLookedAt(filter), limit + 1)
  if (!narrowed.kept) return pageOf(limit, await pick(db, viewerId, narrowed, limit + 1, limit))
  // In one snapshot, so that a job that leaves the list in between does not make the page skip another.
  return db.transaction('REPEATABLE READ', async (tx) => {
    const page = pageOf(limit, await pick(tx, viewerId, narrowed, most, limit))
    return { ...page, next: page.next ?? (await lastLookedAt(tx, narrowed, most)) }
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
  { found, kept, values, oneIndex }: Narrowing,
  most: number,
  limit: number,
): Promise<PickedRow[]> {
  const lookedAt = `SELECT *, ${created} AS at FROM maintenance_jobs j WHERE ${found} ORDER BY ${newest} LIMIT ${most}`
  const picked = `SELECT * FROM (${lookedAt}) j WHERE ${kept ?? 'true'} ORDER BY ${newest} LIMIT ${limit + 1}`
  const viewer = `$${values.length + 1}`
  const sql = `SELECT ${jobColumns(viewer)}, ${cursorAt} FROM ${joinedTo(`(${picked}) j`)} ORDER BY ${newest}`
  return oneIndex ? keptQuery(db, sql, [...values, viewerId]) : db.query(sql, [...values, viewerId])
}

/** The last of the jobs that were looked at, if the limit was reached. */
async function lastLookedAt(
  db: EntityManager,
  { found, foundValues }: Narrowing,
  most: number,
): Promise<JobCursor | null> {
  const rows = await db.query<{ job_id: string; cursor_at: string }[]>(
    `SELECT job_id, ${cursorAt}
     FROM (SELECT job_id, ${created} AS at FROM maintenance_jobs j WHERE ${found}
           ORDER BY ${newest} OFFSET ${most - 1} LIMIT 1) last`,
    foundValues,
  )
  return rows[0] ? { createdAt: rows[0].cursor_at, jobId: rows[0].job_id } : null
}
