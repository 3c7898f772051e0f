import type { EntityManager } from 'typeorm'
import { alertRows } from '@/lib/audit/db/alerts'
import { type AlertsProjection, alertTableNames } from '@/lib/audit/domain/alerts-projection'
import type { AuditFindings } from '@/lib/audit/domain/finding'

/** Compares alert rules, silences and acknowledgements with the log, of which `projection` has taken all events. Returns how many. */
export async function compareAlerts(
  tx: EntityManager,
  projection: AlertsProjection,
  findings: AuditFindings,
): Promise<number> {
  let compared = 0
  for (const table of alertTableNames) {
    const rows = await alertRows(tx, table)
    projection.compare(table, rows, findings)
    compared += rows.length
  }
  projection.end(findings)
  return compared
}
