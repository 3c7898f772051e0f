import type { DataSource } from 'typeorm'
import type { PersonViewer } from '@/lib/kernel/role'
import { decideNow, requestedJob } from './jobs'
import { done } from './result'
import type { TestWriter } from './sql-writer'

/** What a node reports over a stretch, seconds from now (below 0: before), one report every `every` seconds. */
export type Said = {
  from: number
  to: number
  every?: number
  status?: string
  code?: string
  metrics?: Record<string, number>
}

/** Reports as a program writes them that knows only the given tables. */
export async function sayBySql(writer: TestWriter, did: string, said: readonly Said[]): Promise<void> {
  for (const { from, to, every = 60, status = 'Healthy', code, metrics = {} } of said)
    await writer.client.query(
      `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, diagnosis, raw_report)
       SELECT $1, now() + make_interval(secs => s.s), $5, $6, $7, '{}' FROM generate_series($2::float8::int, $3::float8::int - 1, $4::int) AS s (s)`,
      [did, from, to, every, status, metrics, code ? { code } : null],
    )
}

/**
 * A run that such a program took and ended: approved as always, then from `from` to `to` seconds from now, ended as `status`.
 * Returns the job's id.
 */
export async function ranBySql(
  db: DataSource,
  writer: TestWriter,
  who: { requester: PersonViewer; owner: PersonViewer; did: string },
  run: { from: number; to: number; status?: string; task?: string },
): Promise<string> {
  const jobId = await requestedJob(db, who.requester, who.did, { task_name: run.task ?? 'archive_data' })
  done(await decideNow(db, who.owner, jobId))
  await moveBySql(writer, jobId, 'Running', run.from)
  await moveBySql(writer, jobId, run.status ?? 'Completed', run.to)
  return jobId
}

/** Moves a job as such a program does: its status, its history, and when it ended. */
export const moveBySql = (writer: TestWriter, jobId: string, status: string, at: number): Promise<unknown> =>
  writer.client.query(
    `UPDATE maintenance_jobs SET status = $2::varchar,
       completed_at = CASE WHEN $2::varchar IN ('Completed', 'Failed') THEN now() + make_interval(secs => $3) END,
       status_history = status_history || jsonb_build_array(jsonb_build_object('status', $2::text,
         'timestamp', to_char((now() + make_interval(secs => $3)) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'message', ''))
     WHERE job_id = $1`,
    [jobId, status, at],
  )
