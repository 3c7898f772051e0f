/** The silence that holds for an incident `i` of a node `n`: the one that ends last; null for none. */
export const silenceSql = (column: string): string => `
  (SELECT s.${column} FROM alert_silences s
   WHERE s.ended_at IS NULL AND s.ends_at > clock_timestamp()
     AND (s.rule_id IS NULL OR s.rule_id = i.rule_id) AND (s.node_did IS NULL OR s.node_did = i.node_did)
     AND (s.label IS NULL OR EXISTS (SELECT FROM jsonb_each_text(n.labels) e WHERE e.key || ':' || e.value = s.label))
   ORDER BY s.ends_at DESC, s.silence_id LIMIT 1)`

/**
 * Until when a maintenance window keeps the node of an incident `i` quiet, unless its rule `r` says otherwise; null for none.
 * `windows`: the place of the parameter with the open ones (readOpenWindows).
 */
export const windowSql = (windows: string): string =>
  `(CASE WHEN NOT r.during_windows THEN (${windows}::jsonb ->> i.node_did)::timestamptz END)`

/** The job that runs on the node of an incident `i` and keeps it quiet, unless its rule `r` says otherwise; null for none. */
export const runningJobSql = `
  (SELECT j.job_id FROM maintenance_jobs j
   WHERE j.target_node_did = i.node_did AND j.status = 'Running' AND NOT r.during_jobs
   ORDER BY j.created_at, j.job_id LIMIT 1)`
