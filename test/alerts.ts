import type { DataSource } from 'typeorm'
import { insertRule } from '@/lib/alerts/db/rules'
import type { RuleSettings } from '@/lib/alerts/domain/rule'

/** CPU over 90%, told at once. */
const cpuRule: RuleSettings = {
  ...{ scope: 'all', label: null, node_did: null },
  condition: {
    ...{ kind: 'metric', metric: 'cpu_usage_percent', over: true, limit: 90, recovery: 80 },
    ...{ minutes: 1, of: 1 },
  },
  ...{ keep_minutes: 0, severity: 'warning', tell: null, escalate_minutes: null, escalate_to: null },
  ...{ during_jobs: false, during_windows: false, enabled: true },
}

export const testRule = (db: DataSource, rule: Partial<RuleSettings> = {}): Promise<string> =>
  insertRule(db.manager, { ...cpuRule, ...rule }, 'admin')

/** Reports as another program writes them, `ago` minutes ago. */
export const writeReports = (
  db: Pick<DataSource, 'query'>,
  reports: readonly { node: string; ago: number; cpu?: number; status?: string; code?: string }[],
): Promise<unknown> =>
  db.query(
    `INSERT INTO health_reports (report_id, target_node_did, timestamp, status, metrics, diagnosis, raw_report)
     SELECT gen_random_uuid(), r.node, date_trunc('minute', now()) - r.ago * interval '1 minute', coalesce(r.status, 'Healthy'),
            jsonb_build_object('cpu_usage_percent', r.cpu), CASE WHEN r.code IS NOT NULL THEN jsonb_build_object('code', r.code) END, '{}'
     FROM jsonb_to_recordset($1::jsonb) AS r (node text, ago float8, cpu float8, status text, code text)`,
    [JSON.stringify(reports)],
  )

type Incident = { node: string; ago: number; open: boolean; value: number | null }

export const incidents = (db: Pick<DataSource, 'query'>): Promise<Incident[]> =>
  db.query(
    `SELECT node_did AS node, round(extract(epoch FROM date_trunc('minute', now()) - started_at) / 60)::float8 AS ago,
            ended_at IS NULL AS open, value FROM alert_incidents ORDER BY started_at, node_did`,
  )

/** A maintenance window of a node, as its owners set it: open between these minutes from now, on the clocks of a zone. Past the guard. */
export async function testWindow(
  db: DataSource,
  node: string,
  [from, to]: readonly [number, number],
  zone = 'Asia/Kathmandu',
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = replica`)
    await tx.query(
      `INSERT INTO node_windows (node_did, name, weekdays, start_minute, duration_minutes, time_zone)
       SELECT $1, gen_random_uuid()::text, ARRAY[extract(isodow FROM at)::int],
              extract(hour FROM at) * 60 + extract(minute FROM at), $3::int - $2::int, $4
       FROM (SELECT (now() + $2::int * interval '1 minute') AT TIME ZONE $4 AS at) opens`,
      [node, from, to, zone],
    )
  })
}
