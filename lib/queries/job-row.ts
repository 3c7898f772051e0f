import type { JobReadRow } from '@/lib/db/job-reads'
import { decisionCase } from '@/lib/db/votes'
import { decisionRefusal } from '@/lib/domain/consent'
import { parseHistory } from '@/lib/domain/job'
import type { JobRow, PersonMention } from '@/lib/domain/job-page'
import type { Viewer } from '@/lib/domain/role'

export const mention = (viewer: Viewer, did: string, name: string | null): PersonMention => ({
  did,
  name,
  you: viewer.kind === 'person' && viewer.did === did,
})

/** A job as lists show it. */
export function jobRow(viewer: Viewer, row: JobReadRow): JobRow {
  const running = row.status === 'Running' || row.status === 'Lost'
  return {
    jobId: row.job_id,
    task: row.task_name,
    node: { did: row.target_node_did, name: row.node_name },
    status: row.status,
    requester: mention(viewer, row.requester_did, row.requester_name),
    reason: row.reason,
    createdAt: (row.created_at ?? new Date(0)).toISOString(),
    completedAt: row.completed_at?.toISOString() ?? null,
    lastMessage: parseHistory(row.status_history).at(-1)?.message || null,
    progress: running ? { percent: row.progress_percent, message: row.progress_message } : null,
    waitsForViewer: viewer.kind === 'person' && decisionRefusal(viewer, decisionCase(row, row)) === null,
    sample: row.is_sample ?? false,
  }
}
