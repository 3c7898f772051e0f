-- Whether an owner requested this job. What they delegate counts for nothing on it: whoever requests does not choose who
-- approves.
CREATE OR REPLACE FUNCTION hakim_through_requester(p_job UUID, p_owner TEXT)
RETURNS BOOLEAN
LANGUAGE sql STABLE
AS $$
  SELECT EXISTS (SELECT FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id)
                 WHERE j.job_id = p_job AND (d.requester_id = p_owner
                   OR EXISTS (SELECT FROM people p WHERE p.id = p_owner AND p.did = j.requester_did)))
$$;

REVOKE EXECUTE ON FUNCTION hakim_through_requester(UUID, TEXT) FROM PUBLIC;
