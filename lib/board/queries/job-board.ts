import type { EntityManager } from 'typeorm'
import { countJobs } from '@/lib/board/db/counts'
import { type JobReadRow, readJob } from '@/lib/board/db/job'
import { readJobs } from '@/lib/board/db/list'
import type { JobFilter } from '@/lib/board/db/narrowing'
import { hasTextIndex, searched } from '@/lib/board/db/search'
import { createdBetween } from '@/lib/board/domain/created-range'
import { type Filter, sinceChoices } from '@/lib/board/domain/filter'
import type { BoardCounts, BoardRow, JobBoard } from '@/lib/board/domain/job-board'
import { statusesIn } from '@/lib/board/domain/status-choice'
import { readWithJobs } from '@/lib/db/connection/jobs-locked'
import { database } from '@/lib/db/connection/server-database'
import { hiddenFrom } from '@/lib/fleet/db/visibility'
import { readReviews } from '@/lib/jobs/db/emergencies'
import { readRowConsents } from '@/lib/jobs/db/job-consent'
import { isJobStatus } from '@/lib/kernel/job-status'
import type { PersonViewer } from '@/lib/kernel/role'
import { decodeCursor, encodeCursor } from '@/lib/kernel/url/cursor'
import { boardRow } from './job-row'
import { readWaiting } from './waiting'

const pageSize = 50

// To the minute, so that consecutive pages use the same time.
const thisMinute = (): number => Math.floor(Date.now() / 60_000) * 60_000

const sinceTime = (since: Filter['since']): string | undefined =>
  since && new Date(thisMinute() - sinceChoices[since].hours * 3_600_000).toISOString()

/**
 * One page of the board, newest first unless it is sorted otherwise; jobs that wait for this viewer's review come before those that wait for their
 * decision. An invalid cursor begins at the first page.
 */
export async function jobBoard(viewer: PersonViewer, filter: Filter, zone = 'UTC'): Promise<JobBoard> {
  const { manager } = await database()
  return readWithJobs(manager, () => readBoard(manager, viewer, filter, zone))
}

/** The filter as the lists in the database take it, without the status; days begin as in the zone. */
export function narrowedBy(viewer: PersonViewer, filter: Filter, zone = 'UTC'): JobFilter {
  const { node, task, requester, q, owner, label, risk, needs, decider, since } = filter
  const { from, to } = createdBetween(filter, thisMinute() / 1_000, zone)
  return {
    hiddenFrom: hiddenFrom(viewer),
    ...{ node, task, requester, q, owner, label, risk, needs, decider, to },
    from: [from, sinceTime(since)]
      .filter((time) => time !== undefined)
      .sort()
      .at(-1),
  }
}

/** How many jobs there are by status within the filter, and how many wait for this viewer in all. */
export async function boardCounts(viewer: PersonViewer, filter: Filter, zone: string): Promise<BoardCounts> {
  const { manager } = await database()
  const { counts } = await readWithJobs(manager, async () =>
    readCounts(manager, viewer, await searched(manager, narrowedBy(viewer, filter, zone))),
  )
  return counts
}

export async function readCounts(
  manager: EntityManager,
  viewer: PersonViewer,
  narrowed: JobFilter,
): Promise<{ counts: BoardCounts; toReview: string[] }> {
  const [{ counts: counted, atLeast }, { toDecide, toReview }] = await Promise.all([
    countJobs(manager, narrowed),
    readWaiting(manager, viewer),
  ])
  const counts: JobBoard['counts'] = {}
  for (const { status, count } of counted) if (isJobStatus(status)) counts[status] = count
  const total = counted.reduce((sum, { count }) => sum + count, 0)
  return { counts: { counts, atLeast, waitingForViewer: toDecide + toReview.length, total }, toReview }
}

async function readBoard(
  manager: EntityManager,
  viewer: PersonViewer,
  filter: Filter,
  zone: string,
): Promise<JobBoard> {
  const narrowed: JobFilter = {
    ...(await searched(manager, narrowedBy(viewer, filter, zone))),
    ...(filter.status === 'waiting'
      ? { waiting: viewer }
      : { statuses: filter.status === undefined ? undefined : (statusesIn(filter.status) ?? []) }),
  }
  const order = filter.sort === 'oldest' ? 'oldest' : 'newest'
  const cursor = filter.cursor ? decodeCursor(filter.cursor) : null
  const [{ rows, next }, { counts, toReview }] = await Promise.all([
    readJobs(
      manager,
      viewer.id,
      narrowed,
      cursor && { createdAt: cursor.at, jobId: cursor.id },
      pageSize,
      order,
    ),
    readCounts(manager, viewer, narrowed),
  ])
  const reviews =
    filter.status === 'waiting' && cursor === null ? await readReviews(manager, viewer, filter) : []
  const reviewed = await Promise.all(reviews.map((id) => readJob(manager, viewer.id, id)))
  const shown = [
    ...reviewed.filter((row) => row !== null),
    ...rows.filter((row) => !reviews.includes(row.job_id)),
  ]
  const searchedTo = next && rows.length < pageSize ? next.createdAt : null
  return {
    ...counts,
    rows: await boardRows(manager, viewer, shown, toReview),
    nextCursor: next && encodeCursor({ at: next.createdAt, id: next.jobId }),
    searchedTo,
    textIndex: searchedTo === null || filter.q === undefined || (await hasTextIndex(manager)),
  }
}

/** Jobs as the board shows them; those to review wait for the viewer, too. */
export async function boardRows(
  manager: EntityManager,
  viewer: PersonViewer,
  jobs: readonly JobReadRow[],
  toReview: readonly string[],
): Promise<BoardRow[]> {
  const consents = await readRowConsents(
    manager,
    jobs.map(({ job_id }) => job_id),
  )
  return jobs.map((job) => {
    const listed = boardRow(viewer, job, consents.get(job.job_id))
    return toReview.includes(job.job_id) && !('restricted' in listed)
      ? { ...listed, waitsForViewer: true }
      : listed
  })
}
