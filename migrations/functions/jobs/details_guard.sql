-- Window and expiry are part of what is approved: a change is a new revision, and only while the job is pending.
CREATE OR REPLACE FUNCTION hakim_details_guard()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE status TEXT;
BEGIN
  -- Whatever else the transaction changes of the job comes after this.
  PERFORM hakim_check_details(OLD.job_id);
  NEW.changed_xid := pg_current_xact_id();
  -- The rate of a policy goes by it.
  IF OLD.started_at > coalesce(NEW.started_at, '-infinity')
     AND EXISTS (SELECT FROM job_votes v WHERE v.job_id = OLD.job_id AND v.policy_id IS NOT NULL) THEN
    NEW.started_at := OLD.started_at;
  END IF;
  IF NEW.revision < OLD.revision THEN
    RAISE EXCEPTION 'A revision cannot go back'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'job_details_revision',
            HINT = 'Change the job again instead.';
  END IF;
  IF (NEW.window_start, NEW.window_end, NEW.time_zone, NEW.expires_at)
       IS NOT DISTINCT FROM (OLD.window_start, OLD.window_end, OLD.time_zone, OLD.expires_at) THEN
    RETURN NEW;
  END IF;
  SELECT j.status INTO status FROM maintenance_jobs j WHERE j.job_id = NEW.job_id FOR UPDATE;
  IF status <> 'PendingApproval' THEN
    RAISE EXCEPTION 'The job is %: its window and expiry cannot be changed', status
      USING ERRCODE = 'check_violation', CONSTRAINT = 'maintenance_jobs_subject',
            HINT = 'Withdraw the approval first, or request a new job.';
  END IF;
  NEW.due_at := least(NEW.expires_at, NEW.window_end);
  -- What the transaction that requests the job sets is not a change.
  IF NEW.revision = OLD.revision
     AND (OLD.changed_xid <> pg_current_xact_id() OR hakim_decided_on(NEW.job_id, OLD.revision)) THEN
    NEW.revision := OLD.revision + 1;
  END IF;
  PERFORM hakim_log('job:' || NEW.job_id, 'window', jsonb_build_object(
    'revision', NEW.revision, 'window_start', NEW.window_start, 'window_end', NEW.window_end,
    'time_zone', NEW.time_zone, 'expires_at', NEW.expires_at));
  RETURN NEW;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_details_guard() FROM PUBLIC;
