-- What follows from a change of a job, whoever makes it: its node, its details, void votes, and its events in the
-- log.
CREATE OR REPLACE FUNCTION hakim_job_changed()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  void_votes INTEGER := 0;
  starts TIMESTAMPTZ;
  -- The lease of whoever claims the job, as hakim_claim puts it: the job, its token in hex, and seconds.
  lease TEXT[];
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM hakim_log('job:' || OLD.job_id, 'deleted', jsonb_build_object('status', OLD.status,
      'params_sha256', encode(sha256(convert_to(coalesce(OLD.params::text, 'null'), 'UTF8')), 'hex')));
    RETURN NULL;
  END IF;
  IF TG_OP = 'INSERT' THEN
    INSERT INTO nodes (node_did) VALUES (NEW.target_node_did) ON CONFLICT DO NOTHING;
    INSERT INTO job_details (job_id, expires_at, due_at)
    SELECT NEW.job_id, due, due FROM (SELECT date_trunc('second', now()) + interval '7 days' AS due) d;
    -- No event says yet what they are.
    PERFORM hakim_note_checked(NEW.job_id);
    PERFORM hakim_make_document(NEW.job_id);
    PERFORM hakim_log('job:' || NEW.job_id, 'requested', jsonb_build_object(
      'target_node_did', NEW.target_node_did, 'requester_did', NEW.requester_did, 'task_name', NEW.task_name,
      'params_sha256', encode(sha256(convert_to(coalesce(NEW.params::text, 'null'), 'UTF8')), 'hex'),
      'details_sha256', hakim_job_digest(NEW.job_id), 'history', NEW.status_history));
    RETURN NULL;
  END IF;
  -- A new round: earlier votes no longer count.
  IF NEW.params IS DISTINCT FROM OLD.params OR (OLD.status = 'Approved' AND NEW.status = 'PendingApproval') THEN
    void_votes := 1;
  END IF;
  -- The rate of a policy counts what started, also where another program than an agent took the job.
  IF NEW.status = 'Running' AND OLD.status <> 'Running'
     AND EXISTS (SELECT FROM job_votes v WHERE v.job_id = NEW.job_id AND v.policy_id IS NOT NULL) THEN
    starts := clock_timestamp();
  END IF;
  IF NEW.status = 'Running' AND OLD.status <> 'Running' THEN
    lease := string_to_array(nullif(current_setting('hakim.lease', true), ''), ' ');
    -- Any program could set it; only some may give a lease.
    IF lease[1] = NEW.job_id::text AND has_column_privilege(session_user, 'job_details', 'claim_token_hash', 'UPDATE') THEN
      starts := coalesce(starts, now());
    ELSE
      lease := NULL;
    END IF;
  END IF;
  INSERT INTO job_details AS d (job_id, running_node, started_at, claim_token_hash, lease_expires_at)
  VALUES (NEW.job_id, CASE WHEN NEW.status = 'Running' THEN NEW.target_node_did END, starts,
          decode(lease[2], 'hex'), now() + make_interval(secs => lease[3]::integer))
  ON CONFLICT (job_id) DO UPDATE SET
    changed_xid = pg_current_xact_id(),
    revision = d.revision + void_votes,
    running_node = EXCLUDED.running_node,
    started_at = coalesce(starts, d.started_at),
    claim_token_hash = coalesce(EXCLUDED.claim_token_hash, d.claim_token_hash),
    lease_expires_at = coalesce(EXCLUDED.lease_expires_at, d.lease_expires_at),
    due_at = CASE WHEN NEW.status IN ('PendingApproval', 'Approved') THEN least(d.expires_at, d.window_end) END;
  -- Also for a job from before Hakim, whose details begin with revision 1.
  IF void_votes = 1 THEN
    PERFORM hakim_make_document(NEW.job_id);
  END IF;
  IF NEW.params IS DISTINCT FROM OLD.params THEN
    PERFORM hakim_log('job:' || NEW.job_id, 'revised', jsonb_build_object(
      'was_params_sha256', encode(sha256(convert_to(coalesce(OLD.params::text, 'null'), 'UTF8')), 'hex'),
      'params_sha256', encode(sha256(convert_to(coalesce(NEW.params::text, 'null'), 'UTF8')), 'hex')));
  END IF;
  IF NEW.status IS DISTINCT FROM OLD.status OR NEW.status_history IS DISTINCT FROM OLD.status_history THEN
    -- So that hakim_log_details need not look again, unless the details change once more.
    PERFORM set_config('hakim.details_logged', NEW.job_id || ' ' || d.ctid, true) FROM job_details d WHERE d.job_id = NEW.job_id;
    PERFORM hakim_log('job:' || NEW.job_id,
      CASE WHEN NEW.status IS DISTINCT FROM OLD.status THEN 'status' ELSE 'note' END,
      jsonb_build_object('from', OLD.status, 'to', NEW.status, 'details_sha256', hakim_job_digest(NEW.job_id), 'rights_seen',
      CASE WHEN NEW.status IN ('Approved', 'Running') AND NEW.status <> OLD.status THEN hakim_rights_seen() END, 'history', (
        SELECT coalesce(jsonb_agg(entry ORDER BY n), '[]')
        FROM jsonb_array_elements(CASE WHEN jsonb_typeof(NEW.status_history) = 'array' THEN NEW.status_history END)
          WITH ORDINALITY AS e (entry, n)
        WHERE n > CASE WHEN OLD.status_history IS NULL THEN 0
                       WHEN jsonb_typeof(OLD.status_history) = 'array' THEN jsonb_array_length(OLD.status_history)
                       ELSE 1 END)));
  END IF;
  RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_job_changed() FROM PUBLIC;
