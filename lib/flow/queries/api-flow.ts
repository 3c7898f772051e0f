import type { FlowAnswer } from '@/lib/flow/domain/answers'
import type { FlowBucket } from '@/lib/flow/domain/flow'
import type { FlowQuery } from '@/lib/flow/domain/flow-query'
import type { PersonViewer } from '@/lib/kernel/role'
import { jobFlow } from './job-flow'

const iso = (seconds: number): string => new Date(seconds * 1_000).toISOString()
const shown = ({ from, to, ...bucket }: FlowBucket) => ({ from: iso(from), to: iso(to), ...bucket })

/** The answer of `GET /jobs/flow`. */
export async function apiFlow(viewer: PersonViewer, { zone, ...range }: FlowQuery): Promise<FlowAnswer> {
  const { total, buckets, tasks, people, queue, cut } = await jobFlow(viewer, range, zone)
  return {
    total: shown(total),
    buckets: buckets.map(shown),
    tasks,
    people: people.map(({ person, ...load }) => ({ did: person, ...load })),
    waiting: {
      ...{ hour: queue.hour, day: queue.day, three_days: queue.threeDays, longer: queue.longer },
      oldest_seconds: queue.oldest,
    },
    cut,
  }
}
