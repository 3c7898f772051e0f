import { z } from 'zod'
import { hashOfJob } from '@/lib/db/approval-hash'
import { personNames, readJob, readLog, readRecord } from '@/lib/db/job-reads'
import { database } from '@/lib/db/server-db'
import { nodeScope } from '@/lib/db/visibility'
import { decisionCase } from '@/lib/db/votes'
import { cancelRefusal, decisionRefusal } from '@/lib/domain/consent'
import { parseHistory } from '@/lib/domain/job'
import type { JobDetail } from '@/lib/domain/job-page'
import { jsonValue } from '@/lib/domain/json-schema'
import type { PersonViewer } from '@/lib/domain/role'
import { jobRow, mention } from './job-row'
import { nodeDetail } from './node'

const shownLogLines = 2_000

/** One job with all that deciding on it and following it needs; null when it does not exist for this viewer. */
export async function jobDetail(viewer: PersonViewer, jobId: string): Promise<JobDetail | null> {
  if (!z.guid().safeParse(jobId).success) return null
  const { manager } = await database()
  const row = await readJob(manager, viewer.id, jobId)
  if (!row || !(await nodeScope(manager, viewer, row.target_node_did))) return null
  const history = parseHistory(row.status_history)
  const actors = history.flatMap((entry) => entry.actor_did ?? [])
  const [node, log, record, names] = await Promise.all([
    nodeDetail(viewer, row.target_node_did),
    readLog(manager, jobId, shownLogLines + 1),
    readRecord(manager, row.target_node_did, row.task_name, jobId),
    personNames(manager, actors),
  ])
  const facts = decisionCase(row, row)
  const task = node?.tasks.find((offer) => offer.name === row.task_name)
  return {
    ...jobRow(viewer, row),
    params: jsonValue.parse(row.params ?? null),
    approvalHash: hashOfJob(row),
    history: history.map((entry) => ({
      ...entry,
      actor: entry.actor_did ? mention(viewer, entry.actor_did, names.get(entry.actor_did) ?? null) : null,
    })),
    startedAt: row.started_at?.toISOString() ?? null,
    result: jsonValue.parse(row.result ?? null),
    log: log
      .slice(-shownLogLines)
      .map((line) => ({ ...line, seq: Number(line.seq), at: line.at.toISOString() })),
    logTruncated: log.length > shownLogLines,
    command: task?.command ?? null,
    taskDescription: task?.description ?? null,
    nodeState: node?.state ?? null,
    nodeSince: node?.since ?? null,
    nodeNow: node?.now ?? {},
    owner: node?.owners[0] ?? null,
    lastParams: jsonValue.parse(record.last_params ?? null),
    record: { completed: record.completed, failed: record.failed },
    decisionRefusal: decisionRefusal(viewer, facts),
    cancelRefusal: cancelRefusal(viewer, facts),
  }
}
