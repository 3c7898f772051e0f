-- Makes a job that no agent has claimed wait for a new decision on what its node offers now: earlier votes are void, and so is a dry
-- run, of which there is one for each revision.
CREATE OR REPLACE FUNCTION hakim_decide_again(p_job UUID, p_message TEXT)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  job maintenance_jobs;
  entry JSONB;
BEGIN
  SELECT * INTO job FROM maintenance_jobs WHERE job_id = p_job FOR UPDATE;
  IF job.status IS NULL OR job.status NOT IN ('PendingApproval', 'Approved') THEN
    RETURN;
  END IF;
  IF job.status = 'PendingApproval' AND NOT hakim_decided_on(p_job,
       coalesce((SELECT d.revision FROM job_details d WHERE d.job_id = p_job), 1)) AND NOT EXISTS (
       SELECT FROM approval_documents a JOIN job_details d USING (job_id, revision)
       WHERE a.job_id = p_job AND a.dry_run_until IS NOT NULL) THEN
    PERFORM hakim_make_document(p_job);
    RETURN;
  END IF;
  entry := jsonb_build_object('status', 'PendingApproval', 'message', p_message,
    'timestamp', to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'));
  UPDATE maintenance_jobs SET status = 'PendingApproval',
    status_history = CASE WHEN status_history IS NULL THEN '[]'
                          WHEN jsonb_typeof(status_history) = 'array' THEN status_history
                          ELSE jsonb_build_array(status_history) END || jsonb_build_array(entry)
  WHERE job_id = p_job;
  -- From Approved, that was a new revision already.
  IF job.status = 'PendingApproval' THEN
    UPDATE job_details SET revision = revision + 1, changed_xid = pg_current_xact_id() WHERE job_id = p_job;
  END IF;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_decide_again(UUID, TEXT) FROM PUBLIC;
