-- When the present run of one status began: the first report after the last one with another status. While the index
-- is missing this would read the whole table, so the backfill does it later.
CREATE OR REPLACE FUNCTION hakim_run_start(node TEXT, present TEXT, upto TIMESTAMPTZ)
RETURNS TIMESTAMPTZ
LANGUAGE plpgsql STABLE
AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_index
                 WHERE indexrelid = to_regclass('idx_health_reports_node_time') AND indisvalid)
    THEN RETURN upto; END IF;
  RETURN coalesce(
    (SELECT hakim_first_after(node, timestamp, report_id) FROM health_reports r
     WHERE target_node_did = node AND timestamp <= upto AND status <> present
       AND timestamp BETWEEN '0001-01-01 00:00Z' AND '9999-12-31 00:00Z'
       AND NOT EXISTS (SELECT FROM reports_ahead a WHERE a.report_id = r.report_id)
     ORDER BY timestamp DESC, report_id DESC LIMIT 1),
    (SELECT timestamp FROM health_reports r
     WHERE target_node_did = node AND timestamp BETWEEN '0001-01-01 00:00Z' AND '9999-12-31 00:00Z'
       AND NOT EXISTS (SELECT FROM reports_ahead a WHERE a.report_id = r.report_id)
     ORDER BY timestamp LIMIT 1));
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_run_start(TEXT, TEXT, TIMESTAMPTZ) FROM PUBLIC;
