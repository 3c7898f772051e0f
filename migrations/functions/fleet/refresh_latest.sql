-- Recomputes a node's latest report from all its reports.
CREATE OR REPLACE FUNCTION hakim_refresh_latest(node TEXT)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  PERFORM hakim_lock_latest(node);
  INSERT INTO node_latest (node_did, report_id, timestamp, status, status_since, metrics, diagnosis,
                           cadence_seconds)
  SELECT r.target_node_did, r.report_id, r.timestamp, r.status,
         hakim_run_start(node, r.status, r.timestamp), r.metrics, r.diagnosis,
         (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY gap)
          FROM (SELECT extract(epoch FROM timestamp - lag(timestamp) OVER (ORDER BY timestamp)) AS gap
                FROM (SELECT timestamp FROM health_reports WHERE target_node_did = node
                        AND timestamp BETWEEN '0001-01-01 00:00Z' AND '9999-12-31 00:00Z'
                      ORDER BY timestamp DESC LIMIT 20) recent) gaps
          WHERE gap > 0)
  FROM health_reports r
  WHERE r.target_node_did = node AND r.timestamp BETWEEN '0001-01-01 00:00Z' AND '9999-12-31 00:00Z'
    AND EXISTS (SELECT FROM nodes WHERE node_did = node)
  ORDER BY r.timestamp DESC, r.report_id DESC LIMIT 1
  ON CONFLICT (node_did) DO UPDATE SET
    report_id = excluded.report_id, timestamp = excluded.timestamp, status = excluded.status,
    status_since = excluded.status_since, metrics = excluded.metrics, diagnosis = excluded.diagnosis,
    cadence_seconds = excluded.cadence_seconds, changed_xid = pg_current_xact_id();
  IF NOT FOUND THEN DELETE FROM node_latest WHERE node_did = node; END IF;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_refresh_latest(TEXT) FROM PUBLIC;
