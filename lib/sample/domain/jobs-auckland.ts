import { approved, byApprover, completed, moved, type pending, running, type SampleJob, spread } from './job'
import { day, minute, timeline } from './timeline'

/** Auckland’s jobs: its agent is silent now, so one is lost and one waits. */
export const aucklandJobs: readonly SampleJob[] = [
  moved(
    moved(
      running(
        approved(
          {
            node: 'tohunga-akl-1',
            task: 'apply_software_update',
            params: { update_url: 'https://releases.example.org/tohunga/2.7.9.tar.zst' },
            reason: 'Security release.',
            ago: 15 * day,
          },
          byApprover,
        ),
      ),
      'Lost',
      3 * minute,
      null,
      'The agent went silent; the outcome is unknown',
    ),
    'Completed',
    7 * minute,
    'node',
    'Reported late: 2.7.9 is running; the agent was down while the node restarted',
  ),
  completed(
    {
      node: 'tohunga-akl-1',
      task: 'collect_diagnostics',
      reason: 'A check before the update.',
      ago: 19 * day,
    },
    byApprover,
    { took: 11, message: 'Collected in 11 s', lines: ['up 31 days', 'disk 169 of 320 GB', 'no errors'] },
  ),
  lost({
    node: 'tohunga-akl-1',
    task: 'collect_diagnostics',
    reason: 'Reports have been a minute late since this morning; what is it busy with?',
    ago: timeline.aucklandSilentSince + 14 * minute,
  }),
  approved(
    {
      node: 'tohunga-akl-1',
      task: 'restart_service',
      params: { service_name: 'tohunga-gateway' },
      reason: 'Silent for half an hour. Restart the gateway as soon as the agent is back.',
      ago: timeline.aucklandSilentSince - 35 * minute,
    },
    { by: 'approver', after: 8 * minute, why: 'Yes, and call the data centre in the meantime.' },
  ),
]

function lost(what: Parameters<typeof pending>[0]): SampleJob {
  const job = running(approved(what, byApprover))
  const started = job.steps.at(-1)?.ago ?? 0
  return {
    ...moved(job, 'Lost', 4 * minute, null, 'The agent went silent; the outcome is unknown'),
    progressPercent: 20,
    progressMessage: 'Reading disks',
    log: spread(started, 30, ['load 0.41 0.77 0.93, 4 cores', 'reading /dev/nvme0n1']),
  }
}
