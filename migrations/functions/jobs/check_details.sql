-- Before a transaction changes a job, once: whether its details, times and documents are still what its last event with a digest says, or
-- what the log stated of a job from before it. If not, somebody changed them past the log, and this event keeps saying so once
-- later events say what they are by then.
CREATE OR REPLACE FUNCTION hakim_check_details(p_job UUID)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  digest TEXT;
  logged TEXT;
BEGIN
  IF NOT hakim_note_checked(p_job) THEN RETURN; END IF;
  digest := hakim_job_digest(p_job);
  logged := hakim_logged_digest(p_job);
  IF digest <> logged OR logged IS NULL AND EXISTS (
       SELECT FROM adopted_jobs a JOIN maintenance_jobs j USING (job_id)
       WHERE a.job_id = p_job AND a.state_sha256 <> encode(sha256(convert_to(
         jsonb_build_array(j.status, j.params, j.status_history)::text || digest, 'UTF8')), 'hex')) THEN
    PERFORM hakim_log('job:' || p_job, 'details altered', jsonb_build_object('details_sha256', digest, 'logged_sha256', logged));
  END IF;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_check_details(UUID) FROM PUBLIC;
