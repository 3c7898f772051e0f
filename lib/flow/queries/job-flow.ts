import { database } from '@/lib/db/connection/server-database'
import { mostRequests, type Queue, readFlowRows, readFlowVotes, readQueue } from '@/lib/flow/db/flow-rows'
import { type FlowBucket, flowBuckets, flowByTask, flowOf, type TaskFlow } from '@/lib/flow/domain/flow'
import { flowEdges } from '@/lib/flow/domain/flow-buckets'
import { type ApproverLoad, approverLoads } from '@/lib/flow/domain/load'
import type { PersonViewer } from '@/lib/kernel/role'

export type JobFlow = {
  total: FlowBucket
  buckets: FlowBucket[]
  tasks: TaskFlow[]
  people: ApproverLoad[]
  queue: Queue
  /** There are more requests than were read. */
  cut: boolean
}

/** How requests went that were made in the hours, days, weeks or months that a range (epoch seconds) touches. */
export async function jobFlow(
  viewer: PersonViewer,
  range: { from: number; to: number },
  zone: string,
): Promise<JobFlow> {
  const { manager } = await database()
  const edges = flowEdges(range, zone)
  const [from, to] = [edges[0] ?? range.from, edges.at(-1) ?? range.to]
  const [rows, votes, queue] = await Promise.all([
    readFlowRows(manager, viewer, { from, to }),
    readFlowVotes(manager, viewer, { from, to }),
    readQueue(manager, viewer),
  ])
  return {
    total: flowOf(rows, from, to),
    buckets: flowBuckets(rows, edges),
    tasks: flowByTask(rows),
    people: approverLoads(votes),
    queue,
    cut: rows.length === mostRequests,
  }
}
