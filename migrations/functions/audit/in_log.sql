-- Whether the log bears out a job: it was requested, has these parameters and this status, and came to it as jobs may, by votes or an
-- emergency approval. A cheap look for pages, at the job's own events; of a job from before the log, at its status alone. The whole
-- comparison is the verification's.
CREATE OR REPLACE FUNCTION hakim_in_log(p_job UUID, p_status TEXT)
RETURNS BOOLEAN
LANGUAGE plpgsql STABLE
AS $$
DECLARE
  event RECORD;
  kind TEXT;
  is_requested BOOLEAN := false;
  is_legal BOOLEAN := true;
  said TEXT;
  params_sha256 TEXT;
  revision INTEGER := 1;
  -- The decisions of the present round: by the id of the vote, what was decided and on which revision.
  votes JSONB := '{}';
BEGIN
  FOR event IN SELECT e.body::jsonb AS body FROM job_events e WHERE e.stream = 'job:' || p_job ORDER BY e.seq LOOP
    kind := event.body ->> 'kind';
    revision := greatest(revision, (event.body ->> 'revision')::numeric);
    IF kind = 'requested' THEN
      is_requested := true; is_legal := true; said := 'PendingApproval'; votes := '{}'; revision := 1;
    ELSIF kind = 'deleted' THEN
      is_requested := false; said := kind;
    ELSIF kind = 'vote' THEN
      votes := votes || jsonb_build_object(event.body ->> 'vote_id', (event.body ->> 'decision') || ' ' || coalesce(event.body ->> 'revision', revision::text));
    ELSIF kind = 'vote withdrawn' THEN
      votes := votes - (event.body ->> 'vote_id');
    ELSIF kind = 'glass broken' THEN
      votes := votes || jsonb_build_object(kind, 'approve ' || coalesce(event.body ->> 'revision', revision::text));
    ELSIF kind IN ('revised', 'window') THEN
      votes := '{}';
    ELSIF kind = 'details altered' THEN
      is_legal := false;
    ELSIF kind = 'status' THEN
      is_legal := is_legal AND event.body ->> 'from' = said AND CASE said
        WHEN 'PendingApproval' THEN event.body ->> 'to' IN ('Approved', 'Rejected', 'Cancelled', 'Expired')
        WHEN 'Approved' THEN event.body ->> 'to' IN ('PendingApproval', 'Running', 'Cancelled', 'Expired')
        WHEN 'Running' THEN event.body ->> 'to' IN ('Completed', 'Failed', 'Cancelled', 'Lost')
        WHEN 'Lost' THEN event.body ->> 'to' IN ('Completed', 'Failed') ELSE false END;
      said := event.body ->> 'to';
      IF said IN ('Approved', 'Running', 'Rejected') THEN
        is_legal := is_legal AND EXISTS (
          SELECT FROM jsonb_each_text(votes) v
          WHERE v.value = CASE said WHEN 'Rejected' THEN 'reject ' ELSE 'approve ' END || revision);
      ELSIF said = 'PendingApproval' THEN
        votes := '{}';
      END IF;
    END IF;
    params_sha256 := coalesce(event.body ->> 'params_sha256', params_sha256);
  END LOOP;
  IF is_requested THEN
    RETURN coalesce(is_legal, false) AND said = p_status AND (SELECT coalesce(params_sha256 = encode(sha256(convert_to(
      coalesce(j.params::text, 'null'), 'UTF8')), 'hex'), true) FROM maintenance_jobs j WHERE j.job_id = p_job);
  END IF;
  RETURN coalesce(said, p_status) = p_status AND EXISTS (SELECT FROM adopted_jobs a WHERE a.job_id = p_job);
EXCEPTION WHEN data_exception OR statement_too_complex THEN
  -- An event that is no JSON, or is nested too deeply to be read.
  RETURN false;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_in_log(UUID, TEXT) FROM PUBLIC;
