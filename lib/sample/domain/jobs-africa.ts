import { byApprover, completed, completedAt, failed, moved, pending, rejected, type SampleJob } from './job'
import { day, hour, minute, timeline } from './timeline'

const [cairoArchived, cairoCleared, cairoClearedAgain] = timeline.cairoFreed

const cairo: SampleJob[] = [
  completedAt(
    cairoArchived.ago,
    {
      node: 'griot-cairo-1',
      task: 'archive_data',
      params: { older_than_days: 180, target: 's3://griot-cold/cairo-1', verify: true },
      reason:
        'At 8 GB a day the disk fills up within two weeks, and nobody reads data older than six months.',
    },
    { by: 'approver', after: 3 * hour, why: 'Agreed with the readers; verify stays on.' },
    {
      took: 421,
      message: `Archived and verified ${cairoArchived.gb} GB`,
      result: { freed_gb: cairoArchived.gb, records: 1_284_551 },
      lines: [
        'selecting records before the limit of 180 days',
        '1284551 records in 96 bundles, 40.0 GB',
        'copying to s3://griot-cold/cairo-1',
        'copied 96 of 96 bundles',
        'reading the copy back: 96 of 96 hashes equal',
        'deleted 96 bundles here; 40.0 GB freed',
      ],
    },
  ),
  failed(
    {
      node: 'griot-cairo-1',
      task: 'restart_service',
      params: { service_name: 'griot-gateway' },
      reason: 'The gateway has failed every third request since last night.',
      ago: 17 * day + 2 * hour,
    },
    byApprover,
    {
      took: 92,
      message: 'exit 1: griot-gateway did not answer within 90 s',
      lines: [
        'stopping griot-gateway',
        'starting griot-gateway',
        '! griot-gateway: address 0.0.0.0:8443 already in use',
        '! no answer within 90 s, giving up',
      ],
    },
  ),
  completedAt(
    cairoCleared.ago,
    {
      node: 'griot-cairo-1',
      task: 'clear_cache',
      params: { older_than_hours: 72 },
      reason: 'DISK_NEARING_CAPACITY since last night: the disk passed 425 GB.',
    },
    {
      by: 'approver',
      after: 34 * minute,
      why: 'Fine; readers will notice slower first requests for an hour.',
    },
    {
      took: 48,
      message: `Freed ${cairoCleared.gb} GB in 48 s`,
      result: { freed_gb: cairoCleared.gb, blocks: 251_804 },
      lines: [
        'cache holds 318206 blocks, 78.1 GB',
        'deleting 251804 blocks unused for 72 h',
        'done: 62.0 GB freed, 66402 blocks kept',
      ],
    },
  ),
  completedAt(
    cairoClearedAgain.ago,
    {
      node: 'griot-cairo-1',
      task: 'clear_cache',
      params: { older_than_hours: 48 },
      reason: 'Over 425 GB again. This buys a few days until we agree on archiving.',
    },
    byApprover,
    {
      took: 44,
      message: `Freed ${cairoClearedAgain.gb} GB in 44 s`,
      result: { freed_gb: cairoClearedAgain.gb, blocks: 214_377 },
      lines: [
        'cache holds 236911 blocks, 57.9 GB',
        'deleting 214377 blocks unused for 48 h',
        'done: 52.4 GB freed, 22534 blocks kept',
      ],
    },
  ),
]

const lagos: SampleJob[] = [
  moved(
    pending({
      node: 'griot-lagos-3',
      task: 'collect_diagnostics',
      reason: 'Slow answers reported by two readers.',
      ago: 25 * day + 3 * hour,
    }),
    'Cancelled',
    22 * minute,
    'operator',
    'The readers were behind a slow link of their own; not needed.',
  ),
  completed(
    {
      node: 'griot-lagos-3',
      task: 'collect_diagnostics',
      reason: 'HIGH_CPU_LOAD out of nowhere; I want to see what is running before we restart anything.',
      ago: timeline.lagosBefore.from - 25 * minute,
    },
    { by: 'approver', after: 6 * minute },
    {
      took: 12,
      message: 'Collected in 12 s',
      result: { busiest: 'griot-indexer', cpu_percent: 93.4 },
      lines: [
        'load 11.92 10.40 6.71, 4 cores',
        'pid 2211 griot-indexer cpu 93.4% rss 3.1 GB, 4 threads in compact()',
        'pid 884 griot-gateway cpu 3.1% rss 0.9 GB',
        'disk 286 of 500 GB, inodes 41%',
        'log: 38 × "compaction of segment 5511 restarted"',
      ],
    },
  ),
  completedAt(
    timeline.lagosBefore.to,
    {
      node: 'griot-lagos-3',
      task: 'restart_service',
      params: { service_name: 'griot-indexer' },
      reason: 'The indexer keeps compacting the same segment (see collect_diagnostics).',
    },
    { by: 'approver', after: 9 * minute, why: 'The log shows it clearly.' },
    {
      took: 23,
      message: 'griot-indexer answers again after 23 s',
      result: { service: 'griot-indexer', downtime_seconds: 9 },
      lines: ['stopping griot-indexer', 'starting griot-indexer', 'griot-indexer answers: 200 in 44 ms'],
    },
  ),
]

const dakar: SampleJob[] = [
  moved(
    pending({
      node: 'griot-dakar-2',
      task: 'clear_cache',
      params: { older_than_hours: 168 },
      reason: 'Spring cleaning.',
      ago: 26 * day,
    }),
    'Expired',
    day,
    null,
    'No decision within 24 h',
  ),
  completed(
    {
      node: 'griot-dakar-2',
      task: 'collect_diagnostics',
      reason: 'NETWORK_SATURATED: who sends over 5 Mbps from here?',
      ago: timeline.dakarBurst.from - hour,
    },
    { by: 'approver', after: 4 * minute },
    {
      took: 14,
      message: 'Collected in 14 s',
      result: { busiest_peer: 'griot-lagos-3', share_percent: 88 },
      lines: ['eth0 tx 5431 kbps, rx 212 kbps', '88% to griot-lagos-3:9000 (replication, backlog 41 GB)'],
    },
  ),
  rejected(
    {
      node: 'griot-dakar-2',
      task: 'apply_software_update',
      params: { update_url: 'http://mirror.example.net/griot/2.8.0-rc3.tar.gz' },
      reason: 'The release candidate throttles replication, so this will not happen again.',
      ago: 2 * day - 3 * hour,
    },
    {
      by: 'approver',
      after: 48 * minute,
      why: 'Unsigned update: plain http from a mirror, no signature. Request again with the signed release.',
    },
  ),
]

/** Jobs for Cairo's disk, Lagos's CPU and Dakar's network. */
export const africanJobs: readonly SampleJob[] = [...cairo, ...lagos, ...dakar]
