-- When a job was requested, by the clock of the database: when the first of its documents was made. A later revision is the
-- same request.
CREATE OR REPLACE FUNCTION hakim_requested_at(p_job UUID)
RETURNS TIMESTAMPTZ
LANGUAGE sql STABLE
AS $$
  SELECT coalesce(
    (SELECT a.made_at FROM approval_documents a WHERE a.job_id = p_job ORDER BY a.revision LIMIT 1),
    (SELECT j.created_at FROM maintenance_jobs j WHERE j.job_id = p_job))
$$;

REVOKE EXECUTE ON FUNCTION hakim_requested_at(UUID) FROM PUBLIC;
