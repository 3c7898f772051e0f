import type { DataSource } from 'typeorm'
import { countJobs } from '@/lib/board/db/counts'
import { readJobs } from '@/lib/board/db/list'
import { created } from '@/lib/board/db/narrowing'
import { jobBoard } from '@/lib/board/queries/job-board'
import { database } from '@/lib/db/connection/server-database'
import type { PersonViewer } from '@/lib/kernel/role'
import { jobsInput, offsetInput, searchInput } from './reader-calls'

const manager = async () => (await database()).manager

/** A page of 50 jobs as the board and the API read it. */
export async function readPage(viewer: PersonViewer, input: unknown): Promise<unknown> {
  const { status, cursor } = jobsInput.parse(input)
  const after = cursor && { createdAt: cursor.at, jobId: cursor.id }
  return readJobs(
    await manager(),
    viewer.id,
    { statuses: status ? [status] : undefined, hiddenFrom: viewer.id },
    after,
    50,
  )
}

export const countBoard = async (viewer: PersonViewer): Promise<unknown> =>
  countJobs(await manager(), { hiddenFrom: viewer.id })

/** The cursor of the job after this many completed ones. */
export async function cursorAt(input: unknown): Promise<unknown> {
  const { offset } = offsetInput.parse(input)
  const [row] = await (await manager()).query<unknown[]>(
    `SELECT to_char(${created} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at, job_id AS id
     FROM maintenance_jobs j WHERE status = 'Completed' ORDER BY ${created} DESC, job_id DESC OFFSET $1 LIMIT 1`,
    [offset],
  )
  return row
}

/** The same page read from the given schema. */
export const givenPage = (db: DataSource, input: unknown): Promise<unknown> =>
  db.query(`SELECT * FROM maintenance_jobs WHERE status = $1 ORDER BY created_at DESC LIMIT 50 OFFSET $2`, [
    'Completed',
    offsetInput.parse(input).offset,
  ])

/** The first page of a search with its counts, as the board reads it. */
export const searchBoard = (viewer: PersonViewer, input: unknown): Promise<unknown> =>
  jobBoard(viewer, searchInput.parse(input))

/** As many jobs with the text, without counts. */
export const givenSearch = (db: DataSource, input: unknown): Promise<unknown> =>
  db.query(
    `SELECT * FROM maintenance_jobs WHERE task_name ILIKE $1 OR params::text ILIKE $1 OR status_history::text ILIKE $1
     ORDER BY created_at DESC LIMIT 50`,
    [`%${searchInput.parse(input).q}%`],
  )

export const givenCounts = (db: DataSource): Promise<unknown> =>
  db.query(`SELECT status, count(*) FROM maintenance_jobs GROUP BY status`)
