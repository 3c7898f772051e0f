-- Takes what the agent that acts found out that a request would change. The document of the request then holds it.
CREATE OR REPLACE FUNCTION hakim_report_dry_run(p_job UUID, p_result JSONB)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  stored RECORD;
  taken TEXT;
BEGIN
  PERFORM FROM maintenance_jobs WHERE job_id = p_job FOR UPDATE;
  SELECT a.revision, j.status, j.target_node_did, a.dry_run, a.dry_run_until INTO stored
  FROM maintenance_jobs j JOIN job_details d USING (job_id) JOIN approval_documents a USING (job_id, revision)
  WHERE j.job_id = p_job;
  IF NOT hakim_by_owner() AND hakim_actor() IS DISTINCT FROM stored.target_node_did THEN
    RAISE EXCEPTION 'Only the node itself says what a job would change there'
      USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'actor_right';
  END IF;
  -- The same again: its answer was lost.
  IF stored.dry_run = hakim_canonical(p_result) THEN
    RETURN;
  END IF;
  IF stored.status <> 'PendingApproval' OR stored.dry_run IS NOT NULL OR hakim_decided_on(p_job, stored.revision)
     OR NOT coalesce(stored.dry_run_until > clock_timestamp(), false) THEN
    RAISE EXCEPTION 'Nobody waits for this dry run any more'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_documents_dry_run', HINT = 'It came too late.';
  END IF;
  UPDATE approval_documents SET dry_run = hakim_canonical(p_result) WHERE job_id = p_job AND revision = stored.revision
  RETURNING dry_run INTO taken;
  IF taken IS NULL THEN
    RAISE EXCEPTION 'The dry run is of something else than what was requested'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_documents_dry_run', HINT = 'The request has changed.';
  END IF;
  -- Open pages read the job again.
  UPDATE job_details SET changed_xid = pg_current_xact_id() WHERE job_id = p_job;
  PERFORM hakim_log('job:' || p_job, 'dry run', jsonb_build_object('step', 'reported', 'revision', stored.revision,
    'digest', encode(sha256(convert_to(E'hakim/dry-run/1\n' || taken, 'UTF8')), 'hex'), 'exit_code', p_result -> 'exit_code'));
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_report_dry_run(UUID, JSONB) FROM PUBLIC;
