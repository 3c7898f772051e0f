import { approved, byApprover, moved, pending, running, type SampleJob, spread, tried } from './job'
import { africanJobs } from './jobs-africa'
import { aucklandJobs } from './jobs-auckland'
import { otherJobs } from './jobs-elsewhere'
import { day, hour, minute } from './timeline'

/** When the one running job of the sample fleet started; its progress depends on it. */
const verifyingSince = 19 * hour

/**
 * The progress of the running job, `ago` seconds before the load (negative after it). It takes days and never completes,
 * since a sample node has no agent.
 */
export const verifiedPercent = (ago: number): number =>
  Math.max(1, Math.min(97, Math.floor((verifyingSince - ago) / (hour * 0.6))))

const verifying: SampleJob = {
  ...running(
    approved(
      {
        node: 'hakim-amman-1',
        task: 'verify_storage',
        params: { max_mb_per_second: 1 },
        reason: 'Not every block has been read back since last month’s power cut.',
        ago: verifyingSince + 4 + 26 * minute,
      },
      { by: 'approver', after: 26 * minute, why: 'At 1 MB/s nobody will notice.' },
    ),
  ),
  progressPercent: verifiedPercent(0),
  progressMessage: 'Comparing hashes; no difference so far',
  log: spread(verifyingSince, 3 * hour, [
    'store has 149 GB in 610912 blocks',
    'first pass: blocks by age, oldest first, at most 1 MB/s',
    '10000 blocks equal',
  ]),
}

const waiting: SampleJob[] = [
  tried(
    pending({
      node: 'griot-cairo-1',
      task: 'archive_data',
      params: { older_than_days: 90, target: 's3://griot-cold/cairo-1', verify: true },
      reason:
        'Disk passed 425 GB two hours ago and the nightly export will fail. Clearing the cache bought us only six days last time.',
      ago: 12 * minute,
    }),
    [
      'would move 214 segments, 96.4 GB, to s3://griot-cold/cairo-1',
      '  logs/2026-08     131 segments   58.1 GB',
      '  exports/2026-07   83 segments   38.3 GB',
      'would delete them here once each copy is verified',
      'free afterwards: 171 GB of 500 GB',
    ],
  ),
  pending({
    node: 'griot-lagos-3',
    task: 'restart_service',
    params: { service_name: 'griot-indexer' },
    reason:
      'HIGH_CPU_LOAD for a few minutes, the same as nine days ago: the indexer keeps compacting one segment.',
    ago: 18 * minute,
  }),
  pending({
    node: 'musa-berlin-1',
    task: 'apply_software_update',
    params: { update_url: 'https://releases.example.org/musa/firmware-eth1-7.2.0.tar.zst' },
    reason: 'Firmware 7.1.4 of eth1 is known to make the link flap; the vendor signed 7.2.0 last week.',
    ago: 2 * hour,
  }),
  pending({
    node: 'ronin-osaka-2',
    task: 'apply_software_update',
    params: { update_url: 'https://releases.example.org/ronin/2.8.1.tar.zst' },
    reason: 'Release 2.8.1 fixes the indexer’s memory leak, so we can stop the weekly restarts.',
    ago: 5 * hour,
  }),
  // Requested by its own approver: another owner would have to decide.
  pending({
    node: 'griot-cairo-1',
    task: 'clear_cache',
    params: { older_than_hours: 24 },
    reason: 'A quick win while we discuss archiving.',
    by: 'approver',
    ago: 95 * minute,
  }),
  // On nodes of another owner.
  pending({
    node: 'sachem-yyz-1',
    task: 'apply_software_update',
    params: { update_url: 'https://releases.example.org/sachem/2.8.1.tar.zst' },
    reason: 'Keep up with the other nodes; best at the weekend, when nobody works there.',
    ago: 6 * hour,
  }),
  pending({
    node: 'skald-oslo-2',
    task: 'collect_diagnostics',
    reason: 'musa-berlin-1 sometimes cannot reach it; does it see the same from its side?',
    ago: 40 * minute,
  }),
]

/** Approved, withdrawn for a discussion, approved again. */
const withdrawn: SampleJob = moved(
  moved(
    moved(
      moved(
        approved(
          {
            node: 'junzi-chengdu-4',
            task: 'collect_diagnostics',
            reason: 'The store did not stop when asked to; what is it waiting for?',
            ago: 4 * day + 3 * hour,
          },
          byApprover,
        ),
        'PendingApproval',
        2,
        'approver',
        'Withdrawn: the store is still flushing, wait an hour',
      ),
      'Approved',
      70 * minute,
      'approver',
      'Flushed; go ahead',
    ),
    'Running',
    4,
    'node',
    'Claimed by the agent',
  ),
  'Completed',
  12,
  'node',
  'Collected in 12 s',
)

/** All jobs of the sample fleet: every status, each part of a node's story. */
export const sampleJobs: readonly SampleJob[] = [
  ...africanJobs,
  ...otherJobs,
  withdrawn,
  ...aucklandJobs,
  verifying,
  ...waiting,
]
