-- The digest of a report with all its columns. Digests in the log were made by exactly this text, and the verification takes
-- it from its file, not from the database: another text needs another name.
CREATE OR REPLACE FUNCTION hakim_report_digest(r health_reports)
RETURNS BYTEA
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  SELECT sha256(convert_to(jsonb_build_array(r.report_id, r.target_node_did, extract(epoch FROM r.timestamp)::text, r.status,
    r.metrics, r.diagnosis, r.raw_report)::text, 'UTF8'))
$$;

REVOKE EXECUTE ON FUNCTION hakim_report_digest(health_reports) FROM PUBLIC;
