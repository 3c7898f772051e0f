-- Recomputes a node's latest report from all its reports. Contact is not recomputed: no report says when it arrived.
CREATE OR REPLACE FUNCTION hakim_refresh_latest(node TEXT)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  PERFORM hakim_lock_latest(node);
  INSERT INTO node_latest (node_did, report_id, timestamp, status, status_since, metrics, diagnosis,
                           cadence_seconds, changed_at, changed_to)
  SELECT r.target_node_did, r.report_id, r.timestamp, r.status,
         hakim_run_start(node, r.status, r.timestamp), hakim_latest_metrics(r.metrics), hakim_latest_diagnosis(r.diagnosis),
         (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY gap)
          FROM (SELECT extract(epoch FROM timestamp - lag(timestamp) OVER (ORDER BY timestamp)) AS gap
                FROM (SELECT timestamp FROM health_reports h WHERE target_node_did = node
                        AND timestamp BETWEEN '0001-01-01 00:00Z' AND '9999-12-31 00:00Z'
                        AND NOT EXISTS (SELECT FROM reports_ahead a WHERE a.report_id = h.report_id)
                      ORDER BY timestamp DESC LIMIT 20) recent) gaps
          WHERE gap > 0),
         coalesce(c.changed_at, '{}'), coalesce(c.changed_to, '{}')
  FROM health_reports r
  LEFT JOIN LATERAL (
    SELECT array_agg(at ORDER BY at, id) AS changed_at, array_agg(status ORDER BY at, id) AS changed_to
    FROM (SELECT * FROM (
            SELECT timestamp AS at, report_id AS id, status, lag(status) OVER (ORDER BY timestamp, report_id) AS before
            FROM health_reports h
            WHERE target_node_did = node AND timestamp BETWEEN r.timestamp - interval '2 hours' AND r.timestamp
              AND NOT EXISTS (SELECT FROM reports_ahead a WHERE a.report_id = h.report_id)) recent
          WHERE status <> before ORDER BY at DESC, id DESC LIMIT 8) last_changes) c ON true
  WHERE r.target_node_did = node AND r.timestamp BETWEEN '0001-01-01 00:00Z' AND '9999-12-31 00:00Z'
    AND NOT EXISTS (SELECT FROM reports_ahead a WHERE a.report_id = r.report_id)
    AND EXISTS (SELECT FROM nodes WHERE node_did = node)
  ORDER BY r.timestamp DESC, r.report_id DESC LIMIT 1
  ON CONFLICT (node_did) DO UPDATE SET
    report_id = excluded.report_id, timestamp = excluded.timestamp, status = excluded.status,
    status_since = excluded.status_since, metrics = excluded.metrics, diagnosis = excluded.diagnosis,
    cadence_seconds = excluded.cadence_seconds, changed_at = excluded.changed_at, changed_to = excluded.changed_to,
    changed_xid = pg_current_xact_id();
  IF FOUND THEN RETURN; END IF;

  -- All its reports are ahead of their arrival: it was heard, and none of them is its latest.
  INSERT INTO node_latest (node_did, heard_at, ahead_seconds)
  SELECT n.node_did, a.arrived_at, extract(epoch FROM a.timestamp - a.arrived_at)
  FROM nodes n JOIN reports_ahead a USING (node_did) WHERE n.node_did = node
  ORDER BY a.arrived_at DESC, a.timestamp DESC LIMIT 1
  ON CONFLICT (node_did) DO UPDATE SET
    report_id = NULL, timestamp = NULL, status = NULL, status_since = NULL, metrics = NULL, diagnosis = NULL,
    cadence_seconds = NULL, changed_at = '{}', changed_to = '{}', arrived_at = NULL, changed_xid = pg_current_xact_id();
  IF NOT FOUND THEN DELETE FROM node_latest WHERE node_did = node; END IF;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_refresh_latest(TEXT) FROM PUBLIC;
