-- The state machine of jobs, for every writer (docs/decisions/0012-consent.md, docs/jobs.md). A job begins as
-- PendingApproval, moves only along job_transitions, and is approved and run only with consent. History and completion
-- time are kept for writers that do not keep them.
CREATE OR REPLACE FUNCTION hakim_job_guard()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  inserted CONSTANT BOOLEAN := TG_OP = 'INSERT';
  moved CONSTANT BOOLEAN := NOT inserted AND NEW.status IS DISTINCT FROM OLD.status;
  -- A history in another format is kept as its first entry.
  before CONSTANT JSONB := CASE
    WHEN inserted OR OLD.status_history IS NULL THEN '[]'::jsonb
    WHEN jsonb_typeof(OLD.status_history) = 'array' THEN OLD.status_history
    ELSE jsonb_build_array(OLD.status_history) END;
  details job_details;
  due TIMESTAMPTZ;
  retired TIMESTAMPTZ;
  consent JSONB;
  problem TEXT;
BEGIN
  -- What was requested.
  IF inserted THEN
    IF NEW.status <> 'PendingApproval' THEN
      RAISE EXCEPTION 'A job begins as PendingApproval, not as %', NEW.status
        USING ERRCODE = 'check_violation', CONSTRAINT = 'maintenance_jobs_transition',
              HINT = 'Insert it as PendingApproval; an owner of the node approves it.';
    END IF;
    -- Locked whether retired or not: retiring and announcing tasks, which lock the row too, either come first or find this job.
    SELECT n.retired_at INTO retired FROM nodes n WHERE n.node_did = NEW.target_node_did FOR SHARE;
    IF retired IS NOT NULL THEN
      RAISE EXCEPTION 'The node is retired'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'maintenance_jobs_retired',
              HINT = 'Restore it in Hakim before you request maintenance.';
    END IF;
    NEW.created_at := CASE WHEN isfinite(NEW.created_at) THEN NEW.created_at ELSE now() END;
    NEW.completed_at := NULL;
    NEW.status_history := coalesce(NEW.status_history, jsonb_build_array(jsonb_build_object(
      'status', NEW.status, 'timestamp', NEW.created_at, 'message', 'Requested',
      'actor_did', NEW.requester_did)));
  ELSE
    SELECT * INTO details FROM job_details WHERE job_id = OLD.job_id FOR UPDATE;
    due := least(details.expires_at, details.window_end);
    PERFORM hakim_check_details(OLD.job_id);
    IF (NEW.job_id, NEW.target_node_did, NEW.requester_did, NEW.task_name)
         IS DISTINCT FROM (OLD.job_id, OLD.target_node_did, OLD.requester_did, OLD.task_name)
       OR NEW.created_at IS DISTINCT FROM OLD.created_at THEN
      RAISE EXCEPTION 'What was requested cannot be changed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'maintenance_jobs_subject',
              HINT = 'Cancel this job and request a new one.';
    END IF;
    IF NEW.params IS DISTINCT FROM OLD.params AND NOT
       (NEW.status = 'PendingApproval' AND OLD.status IN ('PendingApproval', 'Approved')) THEN
      RAISE EXCEPTION 'The job is %: its parameters cannot be changed', OLD.status
        USING ERRCODE = 'check_violation', CONSTRAINT = 'maintenance_jobs_subject',
              HINT = 'They can be changed while the job is pending; that voids all votes.';
    END IF;
    IF NEW.params IS DISTINCT FROM OLD.params AND due <= clock_timestamp() THEN
      RAISE EXCEPTION 'The request has expired and cannot be changed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'maintenance_jobs_subject',
              HINT = 'Request again.';
    END IF;
  END IF;

  -- The history. Nearly every writer adds one entry, which is recognised without a query.
  IF NOT inserted AND NEW.status_history IS DISTINCT FROM OLD.status_history
     AND NEW.status_history IS DISTINCT FROM before || jsonb_build_array(NEW.status_history -> -1) THEN
    IF coalesce(jsonb_typeof(NEW.status_history), '') <> 'array'
       OR jsonb_array_length(before) > jsonb_array_length(NEW.status_history)
       OR EXISTS (SELECT FROM jsonb_array_elements(before) WITH ORDINALITY AS e (entry, n)
                  WHERE NEW.status_history -> (n - 1)::int IS DISTINCT FROM entry) THEN
      RAISE EXCEPTION 'The history of a job can only be appended to'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'maintenance_jobs_history',
              HINT = 'Append your entry: status_history || ...';
    END IF;
  END IF;
  -- Also where it is not a list or holds lists: such values are kept as they came, but must not name another status.
  IF (inserted OR NEW.status_history IS DISTINCT FROM OLD.status_history) AND EXISTS (
       SELECT FROM jsonb_path_query(NEW.status_history, 'lax $[*]') WITH ORDINALITY AS e (entry, n)
       CROSS JOIN jsonb_path_query(entry, 'lax $[*][*][*]') named
       WHERE n > jsonb_array_length(before) AND jsonb_typeof(named) = 'object'
         AND named ->> 'status' NOT IN (coalesce(OLD.status, NEW.status), NEW.status)) THEN
    RAISE EXCEPTION 'The history names a status that the job never had'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'maintenance_jobs_history',
            HINT = 'Add only entries with the status that the job has or gets.';
  END IF;

  -- The move.
  IF moved THEN
    IF NOT EXISTS (SELECT FROM job_transitions WHERE from_status = OLD.status AND to_status = NEW.status) THEN
      RAISE EXCEPTION 'A job cannot go from % to %', OLD.status, NEW.status
        USING ERRCODE = 'check_violation', CONSTRAINT = 'maintenance_jobs_transition',
              HINT = 'A finished job stays as it is; request a new one.';
    END IF;
    IF NEW.status IN ('Approved', 'Running') THEN
      PERFORM hakim_require_read_committed();
      PERFORM hakim_rights_seen();
      consent := hakim_consent(NEW.job_id);
      IF NOT (consent ->> 'met')::boolean THEN
        RAISE EXCEPTION 'The job has no consent: it needs %', consent ->> 'lacks'
          USING ERRCODE = 'check_violation', CONSTRAINT = 'maintenance_jobs_consent',
                HINT = 'Owners of the node decide in Hakim; no other program can do it for them.';
      END IF;
      problem := hakim_document_problem(NEW.job_id);
      IF problem IS NOT NULL THEN
        RAISE EXCEPTION 'The job cannot run as it was requested: %', problem
          USING ERRCODE = 'check_violation', CONSTRAINT = 'maintenance_jobs_document',
                HINT = 'Decide again on what the node offers now, or reject the job.';
      END IF;
      IF due <= clock_timestamp() THEN
        RAISE EXCEPTION 'The job has expired at %', due
          USING ERRCODE = 'check_violation', CONSTRAINT = 'maintenance_jobs_due',
                HINT = 'Request again.';
      END IF;
    END IF;
    IF NEW.status = 'Running' THEN
      IF details.window_start > clock_timestamp() THEN
        RAISE EXCEPTION 'The maintenance window opens at %', details.window_start
          USING ERRCODE = 'check_violation', CONSTRAINT = 'maintenance_jobs_due',
                HINT = 'Claim it then.';
      END IF;
      -- In the collation of the index of open jobs.
      IF EXISTS (SELECT FROM maintenance_jobs r WHERE r.target_node_did = NEW.target_node_did
                   AND r.status COLLATE "C" = 'Running' AND r.job_id <> NEW.job_id) THEN
        RAISE EXCEPTION 'Another job is running on this node'
          USING ERRCODE = 'check_violation', CONSTRAINT = 'maintenance_jobs_one_running',
                HINT = 'A node runs one job at a time; wait until that one has ended.';
      END IF;
    ELSIF NEW.status = 'Rejected' AND NOT EXISTS (
        SELECT FROM job_votes v WHERE v.job_id = NEW.job_id AND v.revision = coalesce(details.revision, 1)
          AND v.decision = 'reject' AND v.withdrawn_at IS NULL) THEN
      RAISE EXCEPTION 'Nobody with the right to decide has rejected the job'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'maintenance_jobs_consent',
              HINT = 'Owners of the node decide in Hakim; the requester can cancel.';
    ELSIF NEW.status = 'Expired' AND (due IS NULL OR due > clock_timestamp()) THEN
      RAISE EXCEPTION 'The job has not expired'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'maintenance_jobs_due',
              HINT = 'Cancel it instead.';
    ELSIF NEW.status = 'Cancelled' AND OLD.status = 'Running' AND details.cancel_requested_at IS NULL THEN
      RAISE EXCEPTION 'Nobody has asked to stop this job'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'maintenance_jobs_transition',
              HINT = 'Cancel it in Hakim; the agent stops it and confirms.';
    END IF;
  END IF;

  -- Numbers whose shown form differs from the stored one.
  IF inserted OR NEW.params IS DISTINCT FROM OLD.params OR moved AND NEW.status = 'Approved' THEN
    IF NOT hakim_exact(NEW.params) THEN
      RAISE EXCEPTION 'A number in the parameters has more digits than can be shown'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'maintenance_jobs_exact',
              HINT = 'Write it as text; it would be approved rounded.';
    END IF;
  END IF;

  -- Whoever holds the job says how it ended.
  IF moved AND OLD.status IN ('Running', 'Lost') THEN
    IF NEW.status = 'Lost' AND details.lease_expires_at > clock_timestamp() THEN
      RAISE EXCEPTION 'The agent that runs the job is still reporting'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'maintenance_jobs_lease',
              HINT = 'Hakim marks it Lost once its lease has run out.';
    END IF;
    IF NEW.status <> 'Lost' AND details.claim_token_hash IS NOT NULL
       AND NOT has_any_column_privilege(session_user, 'job_details', 'UPDATE') THEN
      RAISE EXCEPTION 'An agent has claimed this job'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'maintenance_jobs_lease',
              HINT = 'The agent reports to Hakim how the job ended.';
    END IF;
  END IF;

  -- Done for writers that do not do it themselves. Whoever ends the job sets its completion time, once and never ahead.
  IF moved THEN
    IF NEW.status_history IS NOT DISTINCT FROM OLD.status_history
       OR NEW.status_history -> -1 ->> 'status' IS DISTINCT FROM NEW.status THEN
      NEW.status_history := CASE WHEN NEW.status_history IS NOT DISTINCT FROM OLD.status_history THEN before
                                 ELSE NEW.status_history END
        || jsonb_build_object('status', NEW.status, 'timestamp', now(),
                              'message', 'Changed by ' || session_user || ' in the database');
    END IF;
    NEW.completed_at := CASE WHEN NEW.status IN ('Completed', 'Failed') THEN coalesce(NEW.completed_at, now()) END;
    IF NOT isfinite(NEW.completed_at) OR NEW.completed_at > clock_timestamp() THEN
      NEW.completed_at := now();
    END IF;
  ELSIF NOT inserted THEN
    NEW.completed_at := OLD.completed_at;
  END IF;
  RETURN NEW;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_job_guard() FROM PUBLIC;
