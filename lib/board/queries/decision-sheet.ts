import type { EntityManager } from 'typeorm'
import type { JobReadRow } from '@/lib/board/db/job'
import { readJobsOf } from '@/lib/board/db/triage'
import {
  type DecisionSheet,
  type SheetApart,
  type SheetJob,
  sheetGroups,
  whyApart,
} from '@/lib/board/domain/decision-sheet'
import type { TriageRow } from '@/lib/board/domain/job-board'
import type { ShownDryRun } from '@/lib/board/domain/job-page'
import { readWithJobs } from '@/lib/db/connection/jobs-locked'
import { database } from '@/lib/db/connection/server-database'
import { readTrust } from '@/lib/fleet/db/node-trust'
import { hashOfJob } from '@/lib/jobs/db/approval-hash'
import { readApprover } from '@/lib/jobs/db/on-node'
import { decisionCase } from '@/lib/jobs/db/votes'
import { approvalOnNode, type OnNode } from '@/lib/jobs/domain/on-node'
import { decisionRefusal } from '@/lib/jobs/domain/refusals'
import type { PersonViewer } from '@/lib/kernel/role'
import { signingKeysOf } from '@/lib/people/db/consent-keys'
import { jobDocument } from './job-document'
import { triageRows } from './triage'

/** These jobs to decide on together, in the order given; what the viewer may not decide on, or nobody can approve, apart. */
export async function decisionSheet(viewer: PersonViewer, jobIds: readonly string[]): Promise<DecisionSheet> {
  const { manager } = await database()
  return readWithJobs(manager, () => readSheet(manager, viewer, jobIds))
}

async function readSheet(
  db: EntityManager,
  viewer: PersonViewer,
  jobIds: readonly string[],
): Promise<DecisionSheet> {
  const found = (await readJobsOf(db, viewer.id, jobIds)).filter(({ hidden }) => !hidden)
  const [rows, keys] = await Promise.all([triageRows(db, viewer, found), signingKeysOf(db, viewer.id)])
  const own = keys.map(({ key }) => key)
  const jobs: SheetJob[] = []
  const apart: SheetApart[] = []
  for (const jobId of jobIds) {
    const stored = found.find((one) => one.job_id === jobId)
    const row = rows.get(jobId)
    if (!stored || !row) continue
    const refusal = decisionRefusal(viewer, decisionCase(stored, stored))
    const job = await sheetJob(
      db,
      stored,
      row,
      refusal === null ? await onNodeOf(db, viewer, stored, own) : null,
    )
    const why = whyApart(job, refusal)
    if (why) apart.push(why)
    else jobs.push(job)
  }
  return { groups: sheetGroups(jobs), apart, unknown: jobIds.length - jobs.length - apart.length }
}

async function sheetJob(
  db: EntityManager,
  stored: JobReadRow,
  row: TriageRow,
  onNode: OnNode | null,
): Promise<SheetJob> {
  const approved = await jobDocument(db, stored)
  const approvalHash = hashOfJob(stored)
  return {
    ...row,
    ...{ approvalHash, onNode, shownVersion: approved?.content ?? approvalHash },
    ...{ offer: approved?.document.offer ?? null, edits: approved?.changes ?? [] },
    tried: triedOf(approved?.dryRun ?? null),
  }
}

const triedOf = (shown: ShownDryRun | null): SheetJob['tried'] =>
  shown?.state === 'found' ? { output: shown.result.output, exitCode: shown.result.exit_code } : null

/** Whether the node counts the viewer's approval; null where it pins nothing. */
async function onNodeOf(
  db: EntityManager,
  viewer: PersonViewer,
  { job_id, target_node_did }: JobReadRow,
  keys: readonly string[],
): Promise<OnNode | null> {
  const trust = await readTrust(db, target_node_did)
  return trust && approvalOnNode(trust, await readApprover(db, job_id, viewer, keys))
}
