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
  ...{ during_jobs: false, enabled: true },
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
