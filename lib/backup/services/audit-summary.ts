import type { EntityManager } from 'typeorm'
import { lastCheckpoint } from '@/lib/audit/db/checkpoints'
import { verifyDatabase } from '@/lib/audit/services/verify-audit'
import type { BackupAudit } from '@/lib/backup/domain/manifest'

/**
 * Verifies the log in this transaction's snapshot, signatures by this did:key (null: they are not checked), checkpoints by the
 * heads that were kept outside the database, if there are any. Newer heads are none of an older log's business.
 */
export async function auditSummary(
  tx: EntityManager,
  key: string | null,
  kept: ReadonlyMap<number, string> = new Map(),
): Promise<BackupAudit> {
  const last = (await lastCheckpoint(tx))?.no ?? 0
  const heads = new Map([...kept].filter(([no]) => no <= last))
  const report = await verifyDatabase(tx, {
    ...{ keys: key === null ? [] : [key], heads },
    // All rows of a backup are compared with the database anyway.
    reportHours: 0,
  })
  return {
    found: report.found,
    events: report.events,
    streams: report.streams,
    checkpoints: report.checkpoints,
    last_checkpoint: report.last_checkpoint?.hash ?? null,
    jobs: report.jobs?.compared ?? 0,
  }
}
