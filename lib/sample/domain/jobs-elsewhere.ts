import {
  approved,
  byApprover,
  completed,
  completedAt,
  failed,
  moved,
  rejected,
  type SampleDecision,
  type SampleJob,
} from './job'
import { osakaJobs } from './jobs-osaka'
import { day, hour, minute, timeline } from './timeline'

const byAdmin: SampleDecision = { by: 'admin', after: 25 * minute }
const [ammanCleared] = timeline.ammanFreed

const berlin: SampleJob[] = [
  rejected(
    {
      node: 'musa-berlin-1',
      task: 'restart_service',
      params: { service_name: 'musa-gateway' },
      reason: 'skald-oslo-2 keeps dropping out for 15 minutes at a time; maybe a restart helps.',
      ago: 11.4 * day,
    },
    { by: 'approver', after: 31 * minute, why: 'The uplink is losing packets; I have called the carrier.' },
  ),
  completed(
    {
      node: 'musa-berlin-1',
      task: 'collect_diagnostics',
      reason: 'The uplink loses packets again. Evidence for the carrier, please.',
      ago: 27 * hour,
    },
    byApprover,
    {
      took: 61,
      message: 'Collected in 61 s',
      result: { packet_loss_percent: 36.2, interface: 'eth1' },
      lines: [
        'eth1 rx errors 0, tx carrier errors 1182 since boot',
        '60 probes to skald-oslo-2: 36.2% lost, median 31 ms',
        '60 probes to hakim-amman-1: 0.0% lost, median 58 ms',
        '! driver: eth1: link is flapping, firmware 7.1.4 is known for it',
      ],
    },
  ),
]

const others: SampleJob[] = [
  completedAt(
    ammanCleared.ago,
    {
      node: 'hakim-amman-1',
      task: 'clear_cache',
      params: { older_than_hours: 240 },
      reason: 'Make room before verifying the storage.',
      by: 'admin',
    },
    byApprover,
    { took: 17, message: `Freed ${ammanCleared.gb} GB in 17 s`, result: { freed_gb: ammanCleared.gb } },
  ),
  moved(
    approved(
      {
        node: 'hakim-amman-1',
        task: 'restart_service',
        params: { service_name: 'hakim-gateway' },
        reason: 'New certificates need a restart.',
        ago: 15 * day,
      },
      { by: 'approver', after: 5 * minute },
    ),
    'Cancelled',
    40,
    'operator',
    'The gateway picked up the certificates without a restart.',
  ),
  failed(
    {
      node: 'junzi-chengdu-4',
      task: 'restart_service',
      params: { service_name: 'junzi-store' },
      reason: 'The store has logged time-outs since the switch was replaced.',
      ago: 4 * day + 5 * hour,
    },
    byApprover,
    {
      took: 75,
      message: 'exit 1: junzi-store did not stop within 60 s',
      lines: ['stopping junzi-store', '! still flushing after 60 s, left as it is'],
    },
  ),
  completed(
    {
      node: 'sachem-yyz-1',
      task: 'clear_cache',
      params: { older_than_hours: 336 },
      reason: 'Quarterly clean-up before the books close.',
      ago: 8 * day,
    },
    byAdmin,
    { took: 9, message: 'Freed 0.3 GB in 9 s', result: { freed_gb: 0.3 } },
  ),
  rejected(
    {
      node: 'skald-oslo-2',
      task: 'clear_cache',
      params: { older_than_hours: 1 },
      reason: 'To see whether the cache makes it run warm.',
      by: 'approver',
      ago: 12 * day,
    },
    { by: 'admin', after: 2 * hour, why: 'The cache is what keeps the uplink quiet; not as an experiment.' },
  ),
  completedAt(
    timeline.osloBefore.to,
    {
      node: 'skald-oslo-2',
      task: 'restart_service',
      params: { service_name: 'skald-indexer' },
      reason: 'HIGH_CPU_LOAD and 64 °C for hours; the indexer never finishes.',
      by: 'approver',
    },
    byAdmin,
    {
      took: 27,
      message: 'skald-indexer answers again after 27 s',
      result: { service: 'skald-indexer', downtime_seconds: 11 },
    },
  ),
  moved(
    approved(
      {
        node: 'pandit-pune-1',
        task: 'apply_software_update',
        params: { update_url: 'https://releases.example.org/pandit/2.7.9.tar.zst' },
        reason: 'Security release.',
        ago: 10.5 * day,
      },
      { by: 'approver', after: 30 * minute, why: 'Only within tonight’s window.' },
    ),
    'Cancelled',
    8 * hour,
    'operator',
    'The agent did not get to it before the night was over',
  ),
  failed(
    {
      node: 'pandit-pune-1',
      task: 'apply_software_update',
      params: { update_url: 'https://releases.example.org/pandit/2.7.9.tar.zst' },
      reason: 'Security release, second try with a wider window.',
      ago: timeline.puneReboot.from + 21 * minute,
    },
    byApprover,
    {
      took: 27 * minute,
      message: 'exit 1: rolled back, the new kernel module did not load',
      result: { version: '2.7.8', rolled_back: true },
      lines: [
        'fetched 2.7.9, 61.4 MB',
        'signature: good, key 0x51c0',
        'installed, rebooting',
        '! module pandit_net: wrong version, not loaded',
        'rolled back to 2.7.8, rebooted',
      ],
    },
  ),
  completed(
    {
      node: 'amauta-cusco-1',
      task: 'collect_diagnostics',
      reason: 'Silent at night: is it the radio link or the node?',
      ago: 6 * day,
    },
    byApprover,
    {
      took: 13,
      message: 'Collected in 13 s',
      result: { uptime_days: 112, link_drops: 9 },
      lines: ['up 112 days', 'wlan0: 9 drops in 14 nights, signal -81 dBm before each', 'no process ended'],
    },
  ),
]

/** Jobs on the other nodes, Osaka's regular restarts first. */
export const otherJobs: readonly SampleJob[] = [...osakaJobs, ...berlin, ...others]
