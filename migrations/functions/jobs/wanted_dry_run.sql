-- The approval document of the pending request that has waited longest for a dry run on a node; null if none does.
CREATE OR REPLACE FUNCTION hakim_wanted_dry_run(p_node TEXT)
RETURNS TEXT
LANGUAGE plpgsql STABLE
AS $$
BEGIN
  RETURN (
    SELECT a.document FROM approval_documents a JOIN job_details d USING (job_id, revision)
    JOIN maintenance_jobs j USING (job_id)
    WHERE a.dry_run IS NULL AND a.dry_run_until > now() AND j.target_node_did = p_node AND j.status = 'PendingApproval'
    ORDER BY a.dry_run_until LIMIT 1);
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_wanted_dry_run(TEXT) FROM PUBLIC;
