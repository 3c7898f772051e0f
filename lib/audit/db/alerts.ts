import type { EntityManager } from 'typeorm'
import type { AlertTable } from '@/lib/audit/domain/alerts-projection'
import type { JsonObject } from '@/lib/kernel/json/json'

/** As hakim_alert_facts makes them; written out, since the verification does not trust functions of the database. */
const sources: Readonly<Record<AlertTable, string>> = {
  alert_rules: 'SELECT * FROM alert_rules',
  alert_silences: 'SELECT * FROM alert_silences',
  alert_groups: `SELECT group_id, rule_id, acknowledged_by, acknowledged_at, acknowledged_text FROM alert_groups
                 WHERE acknowledged_at IS NOT NULL`,
}

/** All rows of a table that are compared with the log, with times as it has them (readAsLogged). */
export async function alertRows(tx: EntityManager, table: AlertTable): Promise<JsonObject[]> {
  const rows = await tx.query<{ row: JsonObject }[]>(`SELECT to_jsonb(t) AS row FROM (${sources[table]}) t`)
  return rows.map(({ row }) => row)
}
