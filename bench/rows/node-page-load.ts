import { withClient } from '../cluster'
import { waitForDerived } from '../derived-tables'
import { didOf } from '../signal'
import { rulesSql } from './alerts'

/** Runs that count as fixed, alerts that are over, and notes of each node, all in the last week. */
const each = { jobs: 30, alerts: 40, notes: 10 }

/**
 * Gives every node what its page says besides its reports: a disk that fills up, jobs with settled verdicts, rules, what fired and what
 * fires, notes. Written as they would be left, with triggers off.
 */
export async function loadNodePages(url: string, nodes: number): Promise<void> {
  const dids = Array.from({ length: nodes }, (_, node) => didOf(node))
  await withClient(url, (client) =>
    client.query(
      `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
       SELECT did, now() - h * interval '1 hour', 'Healthy',
              jsonb_build_object('cpu_usage_percent', 40, 'memory_usage_mb', 4200, 'disk_usage_gb', 120,
                                 'network_io_kbps', 500, 'disk_usage_percent', 80 - h / 12.0), '{}'
       FROM unnest($1::text[]) did, generate_series(0, 336) h`,
      [dids],
    ),
  )
  await waitForDerived(url)
  await withClient(url, async (client) => {
    await client.query('BEGIN; SET LOCAL session_replication_role = replica')
    await client.query(rulesSql)
    await client.query(
      `WITH made AS (
         INSERT INTO maintenance_jobs (job_id, requester_did, target_node_did, task_name, status, created_at, completed_at, status_history)
         SELECT gen_random_uuid(), 'did:bench:someone', did, 'restart_service', 'Completed', at, at + interval '5 minutes',
                jsonb_build_array(jsonb_build_object('status', 'Running', 'timestamp', at))
         FROM unnest($1::text[]) did, generate_series(1, ${each.jobs}) n, LATERAL (SELECT now() - n * interval '5 hours' AS at) t
         RETURNING job_id, created_at, completed_at),
       details AS (
         INSERT INTO job_details (job_id, reason, started_at) SELECT job_id, 'It hangs', created_at FROM made)
       INSERT INTO job_verdicts (job_id, ended_at, look_at, verdict, settled_at, evidence)
       SELECT job_id, completed_at, NULL, 'fixed', now(), '{"why": "gone"}' FROM made`,
      [dids],
    )
    await client.query(
      `WITH rule AS (SELECT rule_id FROM alert_rules ORDER BY rule_id LIMIT 1),
       made AS (
         INSERT INTO alert_groups (group_id, rule_id, opened_at, closed_at, told_at)
         SELECT gen_random_uuid(), rule_id, at, CASE WHEN n > 0 THEN at + interval '20 minutes' END, at
         FROM rule, generate_series(0, ${each.alerts}) n, LATERAL (SELECT now() - n * interval '4 hours' AS at) t
         RETURNING *)
       INSERT INTO alert_incidents (group_id, rule_id, node_did, started_at, fired_at, ended_at, closed_at, told_at)
       SELECT group_id, rule_id, did, opened_at, opened_at, closed_at, closed_at, told_at FROM made, unnest($1::text[]) did`,
      [dids],
    )
    await client.query(
      `INSERT INTO annotations (node_did, at, text)
       SELECT did, now() - n * interval '15 hours', 'Deployed' FROM unnest($1::text[]) did, generate_series(1, ${each.notes}) n`,
      [dids],
    )
    await client.query('COMMIT')
  })
}
