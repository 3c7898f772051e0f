-- Gives each job that waits for a decision its document, after an upgrade; the row of the job stays as it is. Votes from
-- before there were documents covered no command, so they no longer count. What was approved then is sent back when an
-- agent would claim it.
CREATE OR REPLACE FUNCTION hakim_document_open_jobs()
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE job RECORD;
BEGIN
  FOR job IN
    SELECT j.job_id, coalesce(d.revision, 1) AS revision FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id)
    WHERE j.status = 'PendingApproval'
      AND NOT EXISTS (SELECT FROM approval_documents a
                      WHERE a.job_id = j.job_id AND a.revision = coalesce(d.revision, 1))
  LOOP
    IF hakim_decided_on(job.job_id, job.revision) THEN
      UPDATE job_details SET revision = revision + 1, changed_xid = pg_current_xact_id() WHERE job_id = job.job_id;
    ELSE
      PERFORM hakim_make_document(job.job_id);
    END IF;
  END LOOP;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_document_open_jobs() FROM PUBLIC;
