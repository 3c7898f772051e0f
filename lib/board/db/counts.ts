import type { EntityManager } from 'typeorm'
import { hiddenNodes } from '@/lib/fleet/db/visibility'
import { created, type JobFilter, mostLookedAt, narrowing, requestedBy } from './narrowing'

/** Jobs by status, including unknown ones. `atLeast`: there are more than were counted. */
export type JobCounts = { counts: { status: string; count: number }[]; atLeast: boolean }

/** Jobs by status within the filter, ignoring its own status. */
export const countJobs = (db: EntityManager, filter: JobFilter): Promise<JobCounts> => {
  const { hiddenFrom, statuses, waiting, ...others } = filter
  return Object.values(others).some((value) => value !== undefined)
    ? countSome(db, { hiddenFrom, ...others })
    : countAll(db, hiddenFrom)
}

/** The sum of the recorded counts, minus jobs of others on nodes hidden from this person. */
async function countAll(db: EntityManager, hiddenFrom: string | null): Promise<JobCounts> {
  const hidden = `UNION ALL SELECT status, -count(*) FROM maintenance_jobs j
                  WHERE target_node_did IN (${hiddenNodes('$1')}) AND NOT ${requestedBy('$1')} GROUP BY status`
  const counts = await db.query<JobCounts['counts']>(
    `SELECT status, sum(jobs)::int AS count
     FROM (SELECT status, jobs FROM job_counts ${hiddenFrom === null ? '' : hidden}) noted
     GROUP BY status HAVING sum(jobs) <> 0`,
    hiddenFrom === null ? [] : [hiddenFrom],
  )
  return { counts, atLeast: false }
}

/**
 * Counts a limited number of jobs that an index finds, and says when there are more. A search counts the newest,
 * where its pages begin; node and requester are counted in their index alone, in any order.
 */
async function countSome(db: EntityManager, filter: JobFilter): Promise<JobCounts> {
  const { jobs, found: ways, kept, values } = narrowing(filter)
  // One, since no status is chosen.
  const found = ways.join(' OR ')
  const most = mostLookedAt
  const rows = await db.query<{ status: string; count: number; looked_at: number }[]>(
    `SELECT status, count(*) FILTER (WHERE ${kept ?? 'true'})::int AS count, count(*)::int AS looked_at
     FROM (SELECT * FROM ${jobs} WHERE ${found} ${kept ? `ORDER BY ${created} DESC, j.job_id DESC` : ''}
           LIMIT ${most + 1}) j GROUP BY status`,
    values,
  )
  return {
    counts: rows.flatMap(({ status, count }) => (count > 0 ? [{ status, count }] : [])),
    atLeast: rows.reduce((sum, row) => sum + row.looked_at, 0) > most,
  }
}

const lock = (tx: EntityManager): Promise<unknown> =>
  tx.query(`SELECT pg_advisory_xact_lock(hashtext('hakim job counts'))`)

/**
 * Merges the recorded changes into one count a status, within a transaction. Concurrent commits are left for the next
 * time.
 */
export async function foldJobCounts(tx: EntityManager): Promise<void> {
  await lock(tx)
  await tx.query(
    `WITH taken AS (DELETE FROM job_counts RETURNING status, jobs)
     INSERT INTO job_counts SELECT status, sum(jobs) FROM taken GROUP BY status HAVING sum(jobs) <> 0`,
  )
}

/**
 * Counts all jobs again and records the difference, within a transaction: needed after rows were written with
 * triggers off, for example by a restore or a replica. Both sides come from one snapshot, so writers can continue.
 * Returns by how many jobs the counts were wrong.
 */
export async function recountJobs(tx: EntityManager): Promise<number> {
  await lock(tx)
  const wrong = await tx.query<{ jobs: number }[]>(
    `INSERT INTO job_counts
     SELECT status, sum(jobs) FROM (
       SELECT status, count(*) AS jobs FROM maintenance_jobs GROUP BY status
       UNION ALL SELECT status, -sum(jobs) FROM job_counts GROUP BY status) both_sides
     GROUP BY status HAVING sum(jobs) <> 0 RETURNING abs(jobs)::int AS jobs`,
  )
  return wrong.reduce((sum, { jobs }) => sum + jobs, 0)
}
