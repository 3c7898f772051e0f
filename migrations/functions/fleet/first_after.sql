-- When a node first reported after a given report, in the order of (timestamp, report_id).
CREATE OR REPLACE FUNCTION hakim_first_after(node TEXT, at TIMESTAMPTZ, id UUID)
RETURNS TIMESTAMPTZ
LANGUAGE sql STABLE
AS $$
  SELECT timestamp FROM health_reports r
  WHERE target_node_did = node AND timestamp >= at AND (timestamp, report_id) > (at, id)
    AND NOT EXISTS (SELECT FROM reports_ahead a WHERE a.report_id = r.report_id)
  ORDER BY timestamp LIMIT 1
$$;

REVOKE EXECUTE ON FUNCTION hakim_first_after(TEXT, TIMESTAMPTZ, UUID) FROM PUBLIC;
