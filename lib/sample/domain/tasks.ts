import type { ParamSchema } from '@/lib/tasks/domain/param-schema'
import type { Risk } from '@/lib/tasks/domain/risk'
import type { TaskOffer } from '@/lib/tasks/domain/task'

const task = (
  name: string,
  risk: Risk,
  title: string,
  description: string,
  command: string[],
  properties: Record<string, ParamSchema> = {},
  dryRun?: string[],
): TaskOffer => ({
  name,
  risk,
  title,
  description,
  command,
  params: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
  ...(dryRun && { dry_run: { command: dryRun, timeout_seconds: 60 } }),
})

/** The tasks that a node of this network offers. Approvers see the commands; nothing runs them here. */
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
      'Clear cache',
      'Deletes cached blocks that have not been used lately. They are fetched again when needed.',
      [`${bin}/cache`, 'clear', '--older-than', '{older_than_hours}h'],
      { older_than_hours: { type: 'integer', title: 'Older than (hours)', minimum: 1, maximum: 8_760 } },
    ),
    task(
      'restart_service',
      'medium',
      'Restart service',
      'Stops the service, waits for it to exit, starts it and waits for it to respond.',
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
      'Apply software update',
      'Downloads the release, checks its signature, installs it and restarts the services it replaced.',
      [`${bin}/update`, '--from', '{update_url}', '--require-signature'],
      { update_url: { type: 'string', title: 'Release URL', minLength: 8, maxLength: 500 } },
    ),
    task(
      'archive_data',
      'high',
      'Archive old data',
      'Moves records to cold storage and deletes them here once the copy has been verified.',
      [`${bin}/archive`, '--older-than', '{older_than_days}d', '--target', '{target}', '--verify={verify}'],
      {
        older_than_days: { type: 'integer', title: 'Older than (days)', minimum: 7, maximum: 3_650 },
        target: { type: 'string', title: 'Cold storage', minLength: 5, maxLength: 300 },
        verify: { type: 'boolean', title: 'Verify the copy', default: true },
      },
      [`${bin}/archive`, '--dry-run', '--older-than', '{older_than_days}d', '--target', '{target}'],
    ),
    task(
      'verify_storage',
      'low',
      'Verify storage',
      'Slowly reads every stored block and compares its hash. Takes days and slows nothing down.',
      [`${bin}/store`, 'verify', '--max-mb-per-second', '{max_mb_per_second}'],
      { max_mb_per_second: { type: 'integer', title: 'Maximum MB/s', minimum: 1, maximum: 500 } },
    ),
  ]
}
