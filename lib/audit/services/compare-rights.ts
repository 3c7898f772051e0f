import type { EntityManager } from 'typeorm'
import { rightsRows } from '@/lib/audit/db/rights'
import type { AuditFindings } from '@/lib/audit/domain/finding'
import type { RightsProjection } from '@/lib/audit/domain/rights-projection'
import { rightsTableNames } from '@/lib/audit/domain/rights-tables'
import { compareSignedRights } from './compare-signed-rights'

/** Compares every table that rights rest on with the log, of which `projection` has taken all events. Returns its rows. */
export async function compareRights(
  tx: EntityManager,
  projection: RightsProjection,
  findings: AuditFindings,
): Promise<number> {
  let rows = 0
  for (const table of rightsTableNames)
    for await (const page of rightsRows(tx, table)) {
      for (const row of page) projection.compare(table, row)
      rows += page.length
    }
  projection.end()
  await compareSignedRights(tx, findings)
  return rows
}
