-- Locks, moves and leases a job whose row still has that version; false when somebody else has locked or changed it.
CREATE OR REPLACE FUNCTION hakim_claim(
  p_job UUID, p_version XID, p_actor TEXT, p_entry JSONB, p_token BYTEA, p_seconds INTEGER,
  p_kind TEXT, p_secret TEXT)
RETURNS BOOLEAN
LANGUAGE plpgsql
AS $$
BEGIN
  PERFORM hakim_act(p_actor, p_kind, p_secret);
  UPDATE maintenance_jobs SET status = 'Running', status_history =
    CASE WHEN status_history IS NULL THEN '[]'::jsonb
         WHEN jsonb_typeof(status_history) = 'array' THEN status_history
         ELSE jsonb_build_array(status_history) END || jsonb_build_array(p_entry)
  WHERE job_id = (SELECT j.job_id FROM maintenance_jobs j
                  WHERE j.job_id = p_job AND j.xmin = p_version FOR UPDATE SKIP LOCKED);
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE job_details SET claim_token_hash = p_token, started_at = now(),
    lease_expires_at = now() + make_interval(secs => p_seconds), changed_xid = pg_current_xact_id()
  WHERE job_id = p_job;
  RETURN true;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_claim(UUID, XID, TEXT, JSONB, BYTEA, INTEGER, TEXT, TEXT) FROM PUBLIC;
