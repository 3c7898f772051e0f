import { completedAt, type SampleJob } from './job'
import { minute, timeline } from './timeline'

const leakReasons = [
  'The indexer’s memory is growing again, just like last week; restart before tonight.',
  'Memory is close to 14 GB although the load is flat.',
  'MEMORY_PRESSURE. The indexer holds 9 GB it does not use; see the vendor ticket.',
  'MEMORY_PRESSURE again, five days after the last restart. The fix should come with release 2.8.1.',
]

/** The regular restarts of a service in Osaka that leaks memory. */
export const osakaJobs: readonly SampleJob[] = timeline.roninRestarted.slice(1).map((end, index) =>
  completedAt(
    end,
    {
      node: 'ronin-osaka-2',
      task: 'restart_service',
      params: { service_name: 'ronin-indexer' },
      reason: leakReasons[index] ?? '',
    },
    { by: 'approver', after: (7 + 9 * index) * minute },
    {
      took: 19 + index,
      message: `ronin-indexer answers again after ${19 + index} s`,
      result: { service: 'ronin-indexer', downtime_seconds: 6 + index },
      lines: ['stopping ronin-indexer', 'starting ronin-indexer', 'ronin-indexer answers: 200 in 31 ms'],
    },
  ),
)
