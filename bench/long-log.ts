import { withClient } from './cluster'

/** The ids of a job whose node wrote a long log, and of one with a short one. */
export type LoggedJobs = { long: string; short: string }

const shortLog = 20

/** Gives two jobs that have all else their logs. */
export const writeLogs = (url: string, lines: number): Promise<LoggedJobs> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ job_id: string }>(
      `SELECT job_id FROM job_verdicts ORDER BY ended_at DESC, job_id LIMIT 2`,
    )
    const [long, short] = rows.map(({ job_id }) => job_id)
    if (!long || !short) throw new Error('There are no two jobs that can have a log')
    await client.query('SET session_replication_role = replica')
    for (const [job, count] of [
      [long, lines],
      [short, shortLog],
    ])
      await client.query(
        `INSERT INTO job_log_lines (job_id, at, stream, line)
         SELECT $1, now() + n * interval '1 ms', CASE WHEN n % 50 = 0 THEN 'stderr' ELSE 'stdout' END,
                'Copying block ' || n || ' of ' || $2::int || ' to /srv/backup: checksum ' || md5(n::text)
         FROM generate_series(1, $2::int) n`,
        [job, count],
      )
    await client.query('VACUUM (ANALYZE) job_log_lines')
    return { long, short }
  })
