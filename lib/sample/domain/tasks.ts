import type { ParamSchema, Risk, TaskOffer } from '@/lib/tasks/domain/task'

const task = (
  name: string,
  risk: Risk,
  title: string,
  description: string,
  command: string[],
  properties: Record<string, ParamSchema> = {},
): TaskOffer => ({
  name,
  risk,
  title,
  description,
  command,
  params: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
})

/** What a node of this network offers; the commands are what an approver reads, nothing here runs them. */
export const sampleTasks = (network: string): TaskOffer[] => {
  const bin = `/opt/${network}/bin`
  return [
    task(
      'collect_diagnostics',
      'low',
      'Collect diagnostics',
      'Reads processes, disks, sockets and the newest log lines. Changes nothing.',
      [`${bin}/diagnose`, '--all'],
    ),
    task(
      'clear_cache',
      'low',
      'Clear the cache',
      'Deletes cached blocks that nobody asked for lately. They are fetched again when needed.',
      [`${bin}/cache`, 'clear', '--older-than', '{older_than_hours}h'],
      { older_than_hours: { type: 'integer', title: 'Older than (hours)', minimum: 1, maximum: 8_760 } },
    ),
    task(
      'restart_service',
      'medium',
      'Restart a service',
      'Stops the service, waits until it has ended, starts it and waits until it answers.',
      ['/usr/bin/systemctl', 'restart', '{service_name}'],
      {
        service_name: {
          type: 'string',
          title: 'Service',
          enum: [`${network}-indexer`, `${network}-gateway`, `${network}-store`],
        },
      },
    ),
    task(
      'apply_software_update',
      'high',
      'Apply a software update',
      'Fetches the release, checks its signature, installs it and restarts what it replaced.',
      [`${bin}/update`, '--from', '{update_url}', '--require-signature'],
      { update_url: { type: 'string', title: 'Address of the release', minLength: 8, maxLength: 500 } },
    ),
    task(
      'archive_data',
      'high',
      'Archive old data',
      'Moves records to cold storage and deletes them here once the copy was read back.',
      [`${bin}/archive`, '--older-than', '{older_than_days}d', '--target', '{target}', '--verify={verify}'],
      {
        older_than_days: { type: 'integer', title: 'Older than (days)', minimum: 7, maximum: 3_650 },
        target: { type: 'string', title: 'Cold storage', minLength: 5, maxLength: 300 },
        verify: { type: 'boolean', title: 'Read the copy back', default: true },
      },
    ),
    task(
      'verify_storage',
      'low',
      'Verify the storage',
      'Reads every stored block slowly and compares its hash; takes days and disturbs nobody.',
      [`${bin}/store`, 'verify', '--max-mb-per-second', '{max_mb_per_second}'],
      { max_mb_per_second: { type: 'integer', title: 'At most (MB/s)', minimum: 1, maximum: 500 } },
    ),
  ]
}
