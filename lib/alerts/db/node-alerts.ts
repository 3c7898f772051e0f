import type { EntityManager } from 'typeorm'
import { condition } from '@/lib/alerts/domain/condition'
import { keptQuery } from '@/lib/db/connection/prepared-query'
import type { NodeScope } from '@/lib/kernel/did/node-scope'
import type { Severity } from '@/lib/notices/domain/notice'

type Raw = {
  incident_id: string
  group_id: string
  severity: Severity
  condition: unknown
  started: number
  ended: number | null
  acknowledged: boolean
  /** It notifies in maintenance windows too. */
  during_windows: boolean
}

export type NodeIncident = Omit<Raw, 'condition'> & { condition: ReturnType<typeof condition.parse> }

/** More than a chart shows apart. */
const most = 300

/** The incidents of a node that touch [from, to), epoch seconds, and what is open; the newest last. */
export async function readNodeIncidents(
  db: EntityManager,
  scope: NodeScope,
  { from, to }: { from: number; to: number },
): Promise<NodeIncident[]> {
  const rows = await keptQuery<Raw>(
    db,
    `SELECT i.incident_id, i.group_id, r.severity, r.condition, r.during_windows, date_part('epoch', i.started_at) AS started,
            date_part('epoch', i.ended_at) AS ended, g.acknowledged_at IS NOT NULL AS acknowledged
     FROM alert_incidents i JOIN alert_rules r USING (rule_id) JOIN alert_groups g USING (group_id)
     WHERE i.node_did = $1 AND (i.ended_at IS NULL OR i.started_at < to_timestamp($3) AND i.ended_at >= to_timestamp($2))
     ORDER BY i.started_at DESC LIMIT ${most}`,
    [scope.did, from, to],
  )
  return rows.reverse().flatMap((row) => {
    const parsed = condition.safeParse(row.condition)
    return parsed.success ? [{ ...row, condition: parsed.data }] : []
  })
}
