-- When a node first reported after a given report, in the order of (timestamp, report_id).
CREATE OR REPLACE FUNCTION hakim_first_after(node TEXT, at TIMESTAMPTZ, id UUID)
RETURNS TIMESTAMPTZ
LANGUAGE sql STABLE
AS $$
  SELECT min(timestamp) FROM health_reports
  WHERE target_node_did = node AND timestamp >= at AND (timestamp, report_id) > (at, id)
$$;

REVOKE EXECUTE ON FUNCTION hakim_first_after(TEXT, TIMESTAMPTZ, UUID) FROM PUBLIC;
