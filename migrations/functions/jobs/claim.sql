-- Locks, moves and leases a job whose row still has that version; false when somebody else has locked or changed it.
CREATE OR REPLACE FUNCTION hakim_claim(
  p_job UUID, p_version XID, p_actor TEXT, p_entry JSONB, p_token BYTEA, p_seconds INTEGER)
RETURNS BOOLEAN
LANGUAGE plpgsql
AS $$
BEGIN
  PERFORM set_config('hakim.actor', p_actor, true);
  PERFORM FROM maintenance_jobs j WHERE j.job_id = p_job AND j.xmin = p_version FOR UPDATE SKIP LOCKED;
  IF NOT FOUND THEN RETURN false; END IF;
  -- Before the move, whose event has a digest of them. A job from before Hakim may have no details yet.
  INSERT INTO job_details (job_id, claim_token_hash, started_at, lease_expires_at)
  VALUES (p_job, p_token, now(), now() + make_interval(secs => p_seconds))
  ON CONFLICT (job_id) DO UPDATE SET claim_token_hash = excluded.claim_token_hash, started_at = excluded.started_at,
    lease_expires_at = excluded.lease_expires_at, changed_xid = pg_current_xact_id();
  UPDATE maintenance_jobs SET status = 'Running', status_history =
    CASE WHEN status_history IS NULL THEN '[]'::jsonb
         WHEN jsonb_typeof(status_history) = 'array' THEN status_history
         ELSE jsonb_build_array(status_history) END || jsonb_build_array(p_entry)
  WHERE job_id = p_job;
  RETURN true;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_claim(UUID, XID, TEXT, JSONB, BYTEA, INTEGER) FROM PUBLIC;
