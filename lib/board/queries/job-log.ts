import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import { readLogAfter, readNodeOfJob } from '@/lib/board/db/job'
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
export async function jobLog(viewer: Viewer, jobId: string, page: { after: number; limit: number }) {
  const manager = await openLog(viewer, jobId)
  if (!manager) return null
  const rows = await readLogAfter(manager, jobId, page.after, page.limit + 1)
  const lines = rows.slice(0, page.limit).map((row) => ({ ...row, seq: Number(row.seq) }))
  return {
    job_id: jobId,
    lines,
    next_after: rows.length > page.limit ? (lines.at(-1)?.seq ?? null) : null,
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
