import type { EntityManager } from 'typeorm'
import type { JobReadRow } from '@/lib/board/db/job'
import { readJobsOf, readLastParams, readWaiting } from '@/lib/board/db/triage'
import type { Filter } from '@/lib/board/domain/filter'
import type { TriageBoard, TriageRow } from '@/lib/board/domain/job-board'
import { type TriageGroup, type TriageSort, triageGroups, votesText } from '@/lib/board/domain/triage'
import { readWithJobs } from '@/lib/db/connection/jobs-locked'
import { database } from '@/lib/db/connection/server-database'
import { nodesBeside } from '@/lib/fleet/queries/nodes-beside'
import { readReviews } from '@/lib/jobs/db/emergencies'
import { readRowConsents } from '@/lib/jobs/db/job-consent'
import { approvable } from '@/lib/jobs/db/votes'
import { cannotBeReviewed, nobodyCanApprove } from '@/lib/jobs/domain/refusals'
import { isStatusIn } from '@/lib/kernel/job-status'
import { jsonValue } from '@/lib/kernel/json/schemas'
import type { PersonViewer } from '@/lib/kernel/role'
import { paramChanges } from '@/lib/tasks/domain/param-changes'
import { whyUnfit } from '@/lib/tasks/domain/unfit'
import { narrowedBy } from './job-board'
import { jobRow } from './job-row'

/** So many are put in order; whoever has more waiting decides on these first. */
const mostSorted = 10_000

type TriageView = { sort: TriageSort; limit: number; zone: string; now: Date }

/** What waits for this viewer within the filter, in their order: first the reviews of emergency approvals, then requests. */
export async function triage(viewer: PersonViewer, filter: Filter, view: TriageView): Promise<TriageBoard> {
  const { manager } = await database()
  return readWithJobs(manager, () => readTriage(manager, viewer, filter, view))
}

async function readTriage(
  db: EntityManager,
  viewer: PersonViewer,
  filter: Filter,
  { sort, limit, zone, now }: TriageView,
): Promise<TriageBoard> {
  const [waiting, reviews] = await Promise.all([
    readWaiting(db, viewer, narrowedBy(viewer, filter, zone), mostSorted + 1),
    readReviews(db, viewer, filter),
  ])
  const jobs = waiting.slice(0, mostSorted).map((row) => ({
    ...{ jobId: row.job_id, risk: row.risk },
    ...{ due: row.due?.toISOString() ?? null, createdAt: row.at.toISOString() },
  }))
  const asked = new Set(
    waiting.flatMap((row) => (row.needs_information && !reviews.includes(row.job_id) ? [row.job_id] : [])),
  )
  const all: TriageGroup[] = [
    ...(reviews.length > 0 ? [{ title: 'Waiting for your review', jobIds: reviews }] : []),
    ...triageGroups(
      jobs.filter(({ jobId }) => !reviews.includes(jobId) && !asked.has(jobId)),
      sort,
      now,
      zone,
    ),
    ...(asked.size > 0 ? [{ title: 'Needs information from the requester', jobIds: [...asked] }] : []),
  ]
  const first = all.flatMap(({ jobIds }) => jobIds).slice(0, limit)
  const found = (await readJobsOf(db, viewer.id, first)).filter(({ hidden }) => !hidden)
  const rows = await triageRows(db, viewer, found, new Set(reviews))
  return {
    groups: all.flatMap(({ title, jobIds }) => {
      const shown = jobIds.flatMap((jobId) => rows.get(jobId) ?? [])
      return shown.length > 0 ? [{ title, count: jobIds.length, rows: shown }] : []
    }),
    total: all.reduce((sum, { jobIds }) => sum + jobIds.length, 0),
    atLeast: waiting.length > mostSorted,
    shown: rows.size,
  }
}

/** These jobs, none of them hidden from the viewer, as rows by id; `reviews` are those that wait for one. */
export async function triageRows(
  db: EntityManager,
  viewer: PersonViewer,
  jobs: readonly JobReadRow[],
  reviews: ReadonlySet<string> = new Set(),
): Promise<Map<string, TriageRow>> {
  const jobIds = jobs.map((job) => job.job_id)
  if (jobIds.length === 0) return new Map()
  const [consents, nodes, last, able] = await Promise.all([
    readRowConsents(db, jobIds),
    nodesBeside(
      db,
      viewer,
      jobs.map((job) => job.target_node_did),
    ),
    readLastParams(db, jobIds),
    approvable(db, jobIds),
  ])
  const rowOf = (job: JobReadRow): TriageRow => {
    const consent = consents.get(job.job_id)
    const row = jobRow(viewer, job, consent)
    const { tasks, ...nodeState } = nodes.get(job.target_node_did) ?? { tasks: null }
    const needed = consent?.consent?.needed.map(({ name, votes, given }) => ({ group: name, votes, given }))
    const params = jsonValue.parse(job.params ?? null)
    return {
      ...row,
      ...{ params, risk: job.risk, revision: job.revision },
      waitsForViewer: row.waitsForViewer || reviews.has(job.job_id),
      needs: needed ? votesText(needed) : null,
      changes: last.has(job.job_id)
        ? paramChanges(params, jsonValue.parse(last.get(job.job_id) ?? null))
        : [],
      unfit: isStatusIn('decidable', job.status) ? unfitOf(job, tasks, able.has(job.job_id)) : null,
      nodeState: 'state' in nodeState ? nodeState : null,
    }
  }
  return new Map(jobs.map((job) => [job.job_id, rowOf(job)]))
}

/** As `whyUnfit` of one job says. */
function unfitOf(job: JobReadRow, tasks: unknown, able: boolean): string | null {
  if (job.digest === null) return cannotBeReviewed
  return whyUnfit(tasks, job) ?? (able ? null : nobodyCanApprove(job.node_has_owner))
}
