-- Whether somebody has voted on this revision of a job or approved it without the owner, withdrawn or not.
CREATE OR REPLACE FUNCTION hakim_decided_on(p_job UUID, p_revision INTEGER)
RETURNS BOOLEAN
LANGUAGE sql STABLE
AS $$
  SELECT EXISTS (SELECT FROM job_votes WHERE job_id = p_job AND revision = p_revision)
      OR EXISTS (SELECT FROM break_glass WHERE job_id = p_job AND revision = p_revision)
$$;

REVOKE EXECUTE ON FUNCTION hakim_decided_on(UUID, INTEGER) FROM PUBLIC;
