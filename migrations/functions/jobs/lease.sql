-- Gives a job's lease to whoever claims it; false if the job, one from before Hakim, has no details yet.
CREATE OR REPLACE FUNCTION hakim_lease(p_job UUID, p_token BYTEA, p_seconds INTEGER)
RETURNS BOOLEAN
LANGUAGE plpgsql
AS $$
BEGIN
  UPDATE job_details SET claim_token_hash = p_token, started_at = now(),
    lease_expires_at = now() + make_interval(secs => p_seconds), changed_xid = pg_current_xact_id()
  WHERE job_id = p_job;
  RETURN FOUND;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_lease(UUID, BYTEA, INTEGER) FROM PUBLIC;
