-- Locks, moves and leases a job whose row still has that version; false when somebody else has locked or changed it.
CREATE OR REPLACE FUNCTION hakim_claim(
  p_job UUID, p_version XID, p_actor TEXT, p_entry JSONB, p_token BYTEA, p_seconds INTEGER,
  p_kind TEXT, p_secret TEXT)
RETURNS BOOLEAN
LANGUAGE plpgsql
AS $$
BEGIN
  PERFORM hakim_act(p_actor, p_kind, p_secret);
  -- The move gives the lease (hakim_job_changed), so that the details change once.
  PERFORM set_config('hakim.lease', p_job || ' ' || encode(p_token, 'hex') || ' ' || p_seconds, true);
  UPDATE maintenance_jobs j SET status = 'Running', status_history =
    CASE WHEN status_history IS NULL THEN '[]'::jsonb
         WHEN jsonb_typeof(status_history) = 'array' THEN status_history
         ELSE jsonb_build_array(status_history) END || jsonb_build_array(p_entry)
  FROM (SELECT job_id FROM maintenance_jobs WHERE job_id = p_job AND xmin = p_version FOR UPDATE SKIP LOCKED) free
  WHERE j.job_id = free.job_id;
  RETURN FOUND;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_claim(UUID, XID, TEXT, JSONB, BYTEA, INTEGER, TEXT, TEXT) FROM PUBLIC;
