-- Whether the log bears out that there is such a job and that it has this status. A cheap look for pages: the whole comparison
-- is the verification's.
CREATE OR REPLACE FUNCTION hakim_in_log(p_job UUID, p_status TEXT)
RETURNS BOOLEAN
LANGUAGE plpgsql STABLE
AS $$
DECLARE
  event RECORD;
  said TEXT;
BEGIN
  FOR event IN SELECT e.body::jsonb AS body FROM job_events e WHERE e.stream = 'job:' || p_job ORDER BY e.seq DESC LOOP
    IF event.body ->> 'kind' = 'requested' THEN
      RETURN coalesce(said, 'PendingApproval') = p_status;
    ELSIF event.body ->> 'kind' = 'deleted' THEN
      RETURN false;
    END IF;
    said := coalesce(said, event.body ->> 'to');
  END LOOP;
  RETURN coalesce(said, p_status) = p_status AND EXISTS (SELECT FROM adopted_jobs a WHERE a.job_id = p_job);
EXCEPTION WHEN data_exception THEN
  -- An event that is no JSON.
  RETURN false;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_in_log(UUID, TEXT) FROM PUBLIC;
