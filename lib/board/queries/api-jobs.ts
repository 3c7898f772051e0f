import { z } from 'zod'
import { type JobReadRow, readJob } from '@/lib/board/db/job'
import { readJobs } from '@/lib/board/db/list'
import { searched } from '@/lib/board/db/search'
import type { JobListRequest } from '@/lib/board/domain/jobs-query'
import { database } from '@/lib/db/connection/server-database'
import { hiddenFrom, nodeScope } from '@/lib/fleet/db/visibility'
import { hashOfJob, windowOf } from '@/lib/jobs/db/approval-hash'
import type { Viewer } from '@/lib/kernel/role'
import { decodeCursor, encodeCursor } from '@/lib/kernel/url/cursor'

/** A job as the API returns it: the table's columns and its details. */
export const apiJob = (row: JobReadRow) => ({
  job_id: row.job_id,
  target_node_did: row.target_node_did,
  requester_did: row.requester_did,
  task_name: row.task_name,
  params: row.params,
  status: row.status,
  status_history: row.status_history,
  created_at: row.created_at,
  completed_at: row.completed_at,
  reason: row.reason,
  started_at: row.started_at,
  progress: { percent: row.progress_percent, message: row.progress_message },
  result: row.result,
  revision: row.revision,
  window: windowOf(row),
  expires_at: row.expires_at,
  approval_hash: hashOfJob(row),
  settled_verdict: row.settled_verdict,
  came_back_at: row.back_at,
  needs_information: row.needs_information,
  in_log: row.in_log,
})

type ApiJob = ReturnType<typeof apiJob>

/** A job on a node that was restricted, as whoever requested it may still see it. */
export const restrictedApiJob = (row: JobReadRow) => ({
  job_id: row.job_id,
  status: row.status,
  created_at: row.created_at,
  started_at: row.started_at,
  completed_at: row.completed_at,
  restricted: true as const,
})

type RestrictedApiJob = ReturnType<typeof restrictedApiJob>

/** One page, newest first unless it is sorted otherwise; an agent sees the jobs of its own node. */
export async function apiJobs(
  viewer: Viewer,
  request: JobListRequest,
): Promise<{ jobs: ApiJob[]; restricted: RestrictedApiJob[]; next_cursor: string | null }> {
  const { cursor: text, limit, sort, status, ...filter } = request
  const cursor = text ? decodeCursor(text) : null
  const node = viewer.kind === 'agent' ? viewer.nodeDid : filter.node
  const waits = status === 'waiting'
  // Nothing waits for an agent.
  if (viewer.kind === 'agent' && (waits || (filter.node && filter.node !== viewer.nodeDid)))
    return { jobs: [], restricted: [], next_cursor: null }
  const { manager } = await database()
  const { rows, next } = await readJobs(
    manager,
    viewer.kind === 'person' ? viewer.id : null,
    await searched(manager, {
      ...{ ...filter, node, hiddenFrom: hiddenFrom(viewer) },
      ...(waits ? { waiting: viewer.kind === 'person' ? viewer : undefined } : { statuses: status }),
    }),
    cursor && { createdAt: cursor.at, jobId: cursor.id },
    limit,
    sort,
  )
  return {
    jobs: rows.filter(({ hidden }) => !hidden).map(apiJob),
    restricted: rows.filter(({ hidden }) => hidden).map(restrictedApiJob),
    next_cursor: next && encodeCursor({ at: next.createdAt, id: next.jobId }),
  }
}

/** One job with all of it; null when it does not exist for this viewer. */
export async function apiJobOf(viewer: Viewer, jobId: string): Promise<ApiJob | null> {
  if (!z.guid().safeParse(jobId).success) return null
  const { manager } = await database()
  const row = await readJob(manager, viewer.kind === 'person' ? viewer.id : null, jobId)
  return row && (await nodeScope(manager, viewer, row.target_node_did)) ? apiJob(row) : null
}
