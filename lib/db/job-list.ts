import type { EntityManager } from 'typeorm'
import {
  created,
  type JobCursor,
  type JobFilter,
  mostLookedAt,
  type Narrowing,
  narrowing,
} from './job-narrowing'
import { type JobReadRow, jobColumns, joinedTo } from './job-reads'

/**
 * `next`: where the next page begins; null on the last one. A page may hold fewer jobs than asked for and still have a
 * next one: then so many jobs were looked at without finding more.
 */
export type JobPage = { rows: JobReadRow[]; next: JobCursor | null }

// Named once inside, so that the order of the index is known outside: jobs are looked at one by one, until the page is full.
const newest = 'at DESC, job_id DESC'

// The cursor carries microseconds, which a JavaScript date would lose.
const cursorAt = `to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS cursor_at`

/** One page of at most `limit` jobs, newest first. Its jobs are picked by an index before anything is joined. */
export async function readJobs(
  db: EntityManager,
  filter: JobFilter,
  cursor: JobCursor | null,
  limit: number,
): Promise<JobPage> {
  const narrowed = narrowing(filter, cursor)
  const most = Math.max(mostLookedAt(filter), limit + 1)
  const lookedAt = `
    SELECT *, ${created} AS at FROM maintenance_jobs j WHERE ${narrowed.found}
    ORDER BY ${newest} LIMIT ${narrowed.kept ? most : limit + 1}`
  const picked = `
    SELECT * FROM (${lookedAt}) j WHERE ${narrowed.kept ?? 'true'} ORDER BY ${newest} LIMIT ${limit + 1}`
  const rows = await db.query<(JobReadRow & { cursor_at: string })[]>(
    `SELECT ${jobColumns}, ${cursorAt} FROM ${joinedTo(`(${picked}) j`)} ORDER BY ${newest}`,
    narrowed.values,
  )
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  if (rows.length > limit && last)
    return { rows: page, next: { createdAt: last.cursor_at, jobId: last.job_id } }
  return { rows: page, next: narrowed.kept ? await lastLookedAt(db, narrowed, most) : null }
}

/** The last of the jobs that were looked at, when there are that many. */
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
