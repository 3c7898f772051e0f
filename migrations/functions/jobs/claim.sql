-- Locks, moves and leases a job whose row still has that version; false when somebody else has locked or changed it.
CREATE OR REPLACE FUNCTION hakim_claim(
  p_job UUID, p_version XID, p_actor TEXT, p_entry JSONB, p_token BYTEA, p_seconds INTEGER,
  p_kind TEXT, p_secret TEXT)
RETURNS BOOLEAN
LANGUAGE plpgsql
AS $$
DECLARE leased BOOLEAN;
BEGIN
  PERFORM hakim_act(p_actor, p_kind, p_secret);
  PERFORM FROM maintenance_jobs j WHERE j.job_id = p_job AND j.xmin = p_version FOR UPDATE SKIP LOCKED;
  IF NOT FOUND THEN RETURN false; END IF;
  -- Before the move, whose event has a digest of the details; where there are none, the move adds them.
  leased := hakim_lease(p_job, p_token, p_seconds);
  UPDATE maintenance_jobs SET status = 'Running', status_history =
    CASE WHEN status_history IS NULL THEN '[]'::jsonb
         WHEN jsonb_typeof(status_history) = 'array' THEN status_history
         ELSE jsonb_build_array(status_history) END || jsonb_build_array(p_entry)
  WHERE job_id = p_job;
  IF NOT leased THEN
    PERFORM hakim_lease(p_job, p_token, p_seconds);
  END IF;
  RETURN true;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_claim(UUID, XID, TEXT, JSONB, BYTEA, INTEGER, TEXT, TEXT) FROM PUBLIC;
