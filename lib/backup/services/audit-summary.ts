import type { EntityManager } from 'typeorm'
import { verifyDatabase } from '@/lib/audit/services/verify-audit'
import type { BackupAudit } from '@/lib/backup/domain/manifest'

/** Verifies the log in this transaction's snapshot, signatures by this did:key (null: they are not checked). */
export async function auditSummary(tx: EntityManager, key: string | null): Promise<BackupAudit> {
  const report = await verifyDatabase(tx, { keys: key === null ? [] : [key] })
  return {
    found: report.found,
    events: report.events,
    streams: report.streams,
    seals: report.seals,
    last_seal: report.last_seal?.hash ?? null,
    jobs: report.jobs?.compared ?? 0,
  }
}
