import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import { readLogAfter, readLogBefore, readNodeOfJob } from '@/lib/board/db/job'
import type { JobLogPage } from '@/lib/board/domain/jobs-query'
import { logText } from '@/lib/board/domain/log-text'
import { database } from '@/lib/db/connection/server-database'
import { nodeScope } from '@/lib/fleet/db/visibility'
import type { Viewer } from '@/lib/kernel/role'

/** The database, if the job exists for this viewer. */
async function openLog(viewer: Viewer, jobId: string): Promise<EntityManager | null> {
  if (!z.guid().safeParse(jobId).success) return null
  const { manager } = await database()
  const node = await readNodeOfJob(manager, jobId)
  return node !== null && (await nodeScope(manager, viewer, node)) ? manager : null
}

/** One page of a job's log; null when the job does not exist for this viewer. */
export async function jobLog(viewer: Viewer, jobId: string, page: JobLogPage) {
  const manager = await openLog(viewer, jobId)
  if (!manager) return null
  const { after, before, q = null, limit } = page
  const isBefore = before !== undefined
  const rows = isBefore
    ? await readLogBefore(manager, jobId, before, limit + 1, q)
    : await readLogAfter(manager, jobId, after, limit + 1, q)
  const more = rows.length > limit
  const lines = (isBefore ? rows.slice(-limit) : rows.slice(0, limit)).map((row) => ({
    ...row,
    seq: Number(row.seq),
  }))
  return {
    job_id: jobId,
    lines,
    next_after: more && !isBefore ? (lines.at(-1)?.seq ?? null) : null,
    next_before: more && isBefore ? (lines[0]?.seq ?? null) : null,
  }
}

const linesPerRead = 1_000

/** The whole log as text, read while it is sent; null when the job does not exist for this viewer. */
export async function jobLogText(viewer: Viewer, jobId: string): Promise<ReadableStream<Uint8Array> | null> {
  const manager = await openLog(viewer, jobId)
  if (!manager) return null
  const encoder = new TextEncoder()
  let after = 0
  return new ReadableStream({
    pull: async (controller) => {
      const rows = await readLogAfter(manager, jobId, after, linesPerRead)
      after = Number(rows.at(-1)?.seq ?? after)
      if (rows.length > 0) controller.enqueue(encoder.encode(logText(rows)))
      if (rows.length < linesPerRead) controller.close()
    },
  })
}
