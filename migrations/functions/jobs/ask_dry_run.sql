-- Asks the node of a pending request of the person who acts what it would change, where its task says how to find out.
CREATE OR REPLACE FUNCTION hakim_ask_dry_run(p_person TEXT, p_job UUID)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE stored RECORD;
BEGIN
  PERFORM hakim_require_actor(p_person, false);
  PERFORM FROM maintenance_jobs WHERE job_id = p_job FOR UPDATE;
  SELECT a.revision, j.status, d.requester_id, a.dry_run, a.document::jsonb #> '{offer,dry_run}' AS how INTO stored
  FROM maintenance_jobs j JOIN job_details d USING (job_id) JOIN approval_documents a USING (job_id, revision)
  WHERE j.job_id = p_job;
  IF stored.requester_id IS DISTINCT FROM p_person OR stored.status <> 'PendingApproval' OR stored.dry_run IS NOT NULL
     OR stored.how IS NULL OR hakim_decided_on(p_job, stored.revision) THEN
    RAISE EXCEPTION 'This job cannot be tried first'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_documents_dry_run',
            HINT = 'Its requester can have it tried once, before anybody decides, if the node offers a dry run of the task.';
  END IF;
  UPDATE approval_documents SET dry_run_until = clock_timestamp() + interval '10 minutes'
  WHERE job_id = p_job AND revision = stored.revision;
  -- Open pages read the job again.
  UPDATE job_details SET changed_xid = pg_current_xact_id() WHERE job_id = p_job;
  PERFORM hakim_log('job:' || p_job, 'dry run', jsonb_build_object('step', 'asked', 'revision', stored.revision));
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_ask_dry_run(TEXT, UUID) FROM PUBLIC;
