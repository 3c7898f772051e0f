import type { DataSource } from 'typeorm'
import { eventsWaiting, headsAfter, lastSeal, sealHashOf } from '@/lib/audit/db/seals'
import { headsFile, lastHead } from '@/lib/audit/services/heads-file'
import { type Finding, finding } from '@/lib/cli/doctor/doctor-finding'
import { migrationState } from '@/lib/db/connection/migration-state'

const waitsTooLongMs = 5 * 60_000

/** Whether the audit log is sealed, and where its heads are kept outside of the database. */
export async function checkAuditLog(db: DataSource, dataDir: string, now: Date): Promise<Finding> {
  const name = 'audit log'
  if ((await migrationState(db)).pending.length > 0) return finding.ok(name, 'begins with the next migration')
  const file = headsFile(dataDir)
  const head = lastHead(file)
  if (head && (await sealHashOf(db.manager, head.seal_no)) !== head.hash)
    return finding.warn(
      name,
      `seal ${head.seal_no}, the last one kept in ${file}, is not in the database`,
      'run "hakim audit verify"; after a restore of a backup move that file aside, but keep it',
    )
  const last = await lastSeal(db.manager)
  const [seal] = last ? await headsAfter(db.manager, last.no - 1, 1) : []
  const sealed = seal
    ? `seal ${seal.seal_no} of ${seal.sealed_at}; heads are kept in ${file}`
    : 'not sealed yet'
  const { count, oldestBody } = await eventsWaiting(db.manager)
  const since = count > 0 ? writtenAt(oldestBody) : null
  if (since !== null && now.getTime() - since > waitsTooLongMs)
    return finding.warn(
      name,
      `${count} events wait for a seal since ${new Date(since).toISOString()}; ${sealed}`,
      'start the server, which seals every 10 s; if it runs, end the long transaction that pg_stat_activity shows',
    )
  return finding.ok(name, sealed)
}

/** When an event says that it was written, in milliseconds; null when it does not. */
function writtenAt(body: string | null): number | null {
  const at = Date.parse(/"at": "([^"]{20,40})"/.exec(body ?? '')?.[1] ?? '')
  return Number.isNaN(at) ? null : at
}
