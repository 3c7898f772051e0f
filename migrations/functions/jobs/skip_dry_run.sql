-- Goes on without the dry run that a pending request waits for, for the person who acts: its requester, or somebody who can decide.
CREATE OR REPLACE FUNCTION hakim_skip_dry_run(p_person TEXT, p_job UUID)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE stored RECORD;
BEGIN
  PERFORM hakim_require_actor(p_person, false);
  PERFORM FROM maintenance_jobs WHERE job_id = p_job FOR UPDATE;
  SELECT a.revision, j.status, d.requester_id, a.dry_run, a.dry_run_until INTO stored
  FROM maintenance_jobs j JOIN job_details d USING (job_id) JOIN approval_documents a USING (job_id, revision)
  WHERE j.job_id = p_job;
  IF stored.requester_id IS DISTINCT FROM p_person AND NOT EXISTS (
      SELECT FROM people p WHERE p.id = p_person
        AND (p.role = 'admin' OR p.role = 'approver' AND hakim_standing(p_job, p.id) IS NOT NULL)) THEN
    RAISE EXCEPTION 'Only the requester and those who can decide go on without the dry run'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_documents_right';
  END IF;
  IF stored.status <> 'PendingApproval' OR stored.dry_run IS NOT NULL
     OR NOT coalesce(stored.dry_run_until > clock_timestamp(), false) THEN
    RAISE EXCEPTION 'The job does not wait for a dry run'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_documents_dry_run', HINT = 'Read it again.';
  END IF;
  UPDATE approval_documents SET dry_run_until = clock_timestamp() WHERE job_id = p_job AND revision = stored.revision;
  -- Open pages read the job again.
  UPDATE job_details SET changed_xid = pg_current_xact_id() WHERE job_id = p_job;
  PERFORM hakim_log('job:' || p_job, 'dry run', jsonb_build_object('step', 'skipped', 'revision', stored.revision));
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_skip_dry_run(TEXT, UUID) FROM PUBLIC;
