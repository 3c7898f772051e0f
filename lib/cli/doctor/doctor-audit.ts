import type { DataSource } from 'typeorm'
import { checkpointHashOf, eventsWaiting, headsAfter, lastCheckpoint } from '@/lib/audit/db/checkpoints'
import { headsFile, lastHead } from '@/lib/audit/services/heads-file'
import { type Finding, finding } from '@/lib/cli/doctor/doctor-finding'
import { migrationState } from '@/lib/db/connection/migration-state'

const waitsTooLongMs = 5 * 60_000

/** Whether checkpoints cover the audit log, and where its heads are kept outside the database. */
export async function checkAuditLog(db: DataSource, dataDir: string, now: Date): Promise<Finding> {
  const name = 'audit log'
  if ((await migrationState(db)).pending.length > 0)
    return finding.ok(name, 'will begin with the next migration')
  const file = headsFile(dataDir)
  const head = lastHead(file)
  if (head && (await checkpointHashOf(db.manager, head.checkpoint_no)) !== head.hash)
    return finding.warn(
      name,
      `checkpoint ${head.checkpoint_no}, the last one in ${file}, is not in the database`,
      'run "hakim audit verify"; if you restored a backup, move that file aside, but keep it',
    )
  const last = await lastCheckpoint(db.manager)
  const [checkpoint] = last ? await headsAfter(db.manager, last.no - 1, 1) : []
  const covered = checkpoint
    ? `checkpoint ${checkpoint.checkpoint_no} of ${checkpoint.created_at}; heads are kept in ${file}`
    : 'no checkpoint yet'
  const { count, oldestBody } = await eventsWaiting(db.manager)
  const since = count > 0 ? writtenAt(oldestBody) : null
  if (since !== null && now.getTime() - since > waitsTooLongMs)
    return finding.warn(
      name,
      `${count} events without a checkpoint, the oldest from ${new Date(since).toISOString()}; ${covered}`,
      'start the server, which makes a checkpoint every 10 s; if it is running, end the long transaction that pg_stat_activity shows',
    )
  return finding.ok(name, covered)
}

/** When the event was written, in milliseconds, according to itself; null if it does not say. */
function writtenAt(body: string | null): number | null {
  const at = Date.parse(/"at": "([^"]{20,40})"/.exec(body ?? '')?.[1] ?? '')
  return Number.isNaN(at) ? null : at
}
