import type { EntityManager } from 'typeorm'
import { rightsRows } from '@/lib/audit/db/rights'
import type { AuditFindings } from '@/lib/audit/domain/finding'
import type { RightsProjection } from '@/lib/audit/domain/rights-projection'
import { laterColumns, laterTables, newTables, rightsTableNames } from '@/lib/audit/domain/rights-tables'
import { tableExists } from '@/lib/db/connection/table-exists'
import { compareSignedRights } from './compare-signed-rights'
import { compareTransitions } from './compare-transitions'

/**
 * Compares every table that rights rest on with the log, of which `projection` has taken all events. Returns its rows.
 * `saysMore`: whether the log should have stated accounts, providers and more of nodes by now; a database that was not migrated
 * since has nothing of them.
 */
export async function compareRights(
  tx: EntityManager,
  projection: RightsProjection,
  findings: AuditFindings,
  saysMore: boolean,
): Promise<number> {
  let rows = 0
  if (!saysMore) projection.leaveOutMore()
  for (const table of rightsTableNames.filter((name) => saysMore || !laterTables.includes(name))) {
    // Of a database that was not migrated since; if the log says what is in it, its rows are missing.
    if (newTables.includes(table) && !(await tableExists(tx, table))) continue
    for await (const page of rightsRows(tx, table)) {
      for (const row of page) projection.compare(table, saysMore ? row : { ...row, ...laterColumns })
      rows += page.length
    }
  }
  projection.end()
  await compareSignedRights(tx, findings)
  await compareTransitions(tx, findings)
  return rows
}
