import { readJobMarks } from '@/lib/db/job-reads'
import { readBuckets, readDiagnoses, type StatusBuckets } from '@/lib/db/series'
import { database } from '@/lib/db/server-db'
import { orderMetrics } from '@/lib/domain/metric'
import { stateRank } from '@/lib/domain/node-health'
import type { NodeCharts } from '@/lib/domain/node-page'
import { diagnosisOf } from '@/lib/domain/report'
import type { Viewer } from '@/lib/domain/role'
import { tierOf } from '@/lib/domain/roll-up'
import { nodeScope } from '@/lib/domain/scope'
import type { StatusColumns } from '@/lib/domain/series'
import { alignRange, bucketStarts, type TimeRange } from '@/lib/domain/time-range'
import { nodeExists } from './node-exists'
import { onGrid } from './series'

/** All that the node page draws over [from, to), epoch seconds; null when the node does not exist for this viewer. */
export async function nodeCharts(
  viewer: Viewer,
  did: string,
  wanted: { from: number; to: number },
): Promise<NodeCharts | null> {
  const scope = nodeScope(viewer, did)
  const { manager } = await database()
  if (!scope || !(await nodeExists(manager, scope))) return null
  const range = alignRange(wanted.from, wanted.to)
  const starts = bucketStarts(range)
  const [{ metrics: found, statuses }, jobs, diagnoses] = await Promise.all([
    readBuckets(manager, scope, { starts, to: range.to, tier: tierOf(starts) }, null),
    readJobMarks(manager, scope, range),
    readDiagnoses(manager, scope, range, 20),
  ])
  const metrics = orderMetrics(found.map((columns) => columns.metric))
  const byMetric = new Map(found.map((columns) => [columns.metric, columns]))
  return {
    ...range,
    metrics,
    series: Object.fromEntries(
      metrics.map((metric) => [metric, onGrid(range, metric, byMetric.get(metric))]),
    ),
    status: statusColumns(range, statuses),
    jobs: jobs.map((job) => ({
      jobId: job.job_id,
      task: job.task_name,
      status: job.status,
      requesterName: job.requester_name ?? job.requester_did,
      createdAt: job.created_at,
      startedAt: job.started_at,
      completedAt: job.completed_at,
    })),
    diagnoses: diagnoses.map((row) => ({
      at: row.at.toISOString(),
      status: row.status,
      code: diagnosisOf(row.diagnosis)?.code ?? null,
      recommendation: diagnosisOf(row.diagnosis)?.recommendation ?? null,
    })),
  }
}

function statusColumns(range: TimeRange, found: readonly StatusBuckets[]): StatusColumns {
  const t = bucketStarts(range)
  const reports = t.map(() => 0)
  const worst: (string | null)[] = t.map(() => null)
  for (const { status, at, reports: counts } of found)
    at.forEach((bucket, index) => {
      const known = worst[bucket] ?? null
      reports[bucket] = (reports[bucket] ?? 0) + (counts[index] ?? 0)
      if (known === null || stateRank(status) < stateRank(known)) worst[bucket] = status
    })
  return { t, reports, worst }
}
