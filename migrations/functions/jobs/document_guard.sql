-- Writes the approval document of a job's present revision (docs/decisions/0041-approval-documents.md): whoever inserts
-- or updates a row only names the job. A document that somebody has decided on stays as it is.
CREATE OR REPLACE FUNCTION hakim_document_guard()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  -- Nobody could read more before approving it.
  longest CONSTANT INTEGER := 250000;
  utc CONSTANT TEXT := 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';
  -- How long approvals wait for it.
  patience CONSTANT INTERVAL := '10 minutes';
  job maintenance_jobs;
  details job_details;
  offer JSONB;
  tried JSONB;
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT FROM maintenance_jobs WHERE job_id = OLD.job_id) THEN
      RAISE EXCEPTION 'An approval document stays on record'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_documents_kept',
              HINT = 'A change of the job makes a new one.';
    END IF;
    RETURN OLD;
  END IF;
  UPDATE job_details SET changed_xid = pg_current_xact_id() WHERE job_id = NEW.job_id AND NOT hakim_details_checked(NEW.job_id);
  SELECT * INTO job FROM maintenance_jobs WHERE job_id = NEW.job_id;
  SELECT * INTO details FROM job_details WHERE job_id = NEW.job_id;
  NEW.revision := coalesce(details.revision, 1);
  IF job.status IS DISTINCT FROM 'PendingApproval' OR hakim_decided_on(NEW.job_id, NEW.revision)
     OR TG_OP = 'UPDATE' AND (NEW.job_id, NEW.revision) IS DISTINCT FROM (OLD.job_id, OLD.revision) THEN
    RAISE EXCEPTION 'An approval document stays as it was when it was decided on'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_documents_kept',
            HINT = 'A change of the job makes a new one.';
  END IF;
  -- Too long, too deep, a number that no double holds, or names that the form of a document does not take: the job has no
  -- document, and nobody can approve it. 127 characters are at most 254 of UTF-16.
  IF job.target_node_did = '' OR job.requester_did = '' OR job.task_name = '' OR length(job.requester_did) > 255
     OR cardinality(hakim_utf16(job.requester_did)) > 255 OR cardinality(hakim_utf16(job.target_node_did)) > 255 OR octet_length(job.params::text) > longest OR jsonb_path_exists(job.params, 'strict $.**{64 to last}')
     OR jsonb_path_exists(job.params, 'strict $.** ? (@.type() == "number" && @.abs() > 1.7976931348623157e308)')
     OR NOT hakim_exact(job.params) THEN
    RETURN NULL;
  END IF;
  -- The first time it was made is when the job was requested.
  NEW.made_at := CASE WHEN TG_OP = 'UPDATE' THEN OLD.made_at ELSE clock_timestamp() END;
  NEW.nonce := CASE WHEN TG_OP = 'UPDATE' THEN OLD.nonce
    ELSE translate(rtrim(encode(uuid_send(gen_random_uuid()), 'base64'), '='), '+/', '-_') END;
  offer := hakim_offer(job.target_node_did, job.task_name);
  IF TG_OP = 'INSERT' THEN
    -- Whoever wanted to see what would change wants to see it of what was changed, too.
    NEW.dry_run := NULL;
    NEW.dry_run_until := CASE WHEN offer ? 'dry_run' AND EXISTS (
      SELECT FROM approval_documents a WHERE a.job_id = NEW.job_id AND a.revision = NEW.revision - 1
        AND a.dry_run_until IS NOT NULL) THEN clock_timestamp() + patience END;
    IF NEW.dry_run_until IS NOT NULL THEN
      PERFORM hakim_log('job:' || NEW.job_id, 'dry run', jsonb_build_object('step', 'asked', 'revision', NEW.revision));
    END IF;
  END IF;
  tried := NEW.dry_run::jsonb;
  IF (tried ->> 'job_id', tried ->> 'revision', tried ->> 'node', tried ->> 'offer_digest')
       IS DISTINCT FROM (job.job_id::text, NEW.revision::text, job.target_node_did::text, offer ->> 'digest') THEN
    NEW.dry_run := NULL;
  END IF;
  NEW.document := hakim_canonical(jsonb_build_object(
    'version', 3, 'job_id', job.job_id, 'revision', NEW.revision, 'nonce', NEW.nonce,
    'node', job.target_node_did, 'requester', job.requester_did,
    'reason_digest', encode(sha256(convert_to(
      E'hakim/reason/1\n' || to_json(details.reason)::text, 'UTF8')), 'hex'),
    'task', job.task_name, 'params', coalesce(job.params, 'null'),
    'offer', offer,
    'window', CASE WHEN details.window_start IS NOT NULL THEN jsonb_build_object(
      'start', to_char(details.window_start AT TIME ZONE 'UTC', utc),
      'end', to_char(details.window_end AT TIME ZONE 'UTC', utc),
      'time_zone', coalesce(details.time_zone, 'UTC')) END,
    'expires_at', to_char(details.expires_at AT TIME ZONE 'UTC', utc)) || CASE WHEN NEW.dry_run IS NULL THEN '{}'
    ELSE jsonb_build_object('dry_run', jsonb_build_object('digest',
      encode(sha256(convert_to(E'hakim/dry-run/1\n' || NEW.dry_run, 'UTF8')), 'hex'), 'exit_code', tried -> 'exit_code')) END);
  NEW.digest := encode(sha256(convert_to(E'hakim/approval-document/3\n' || NEW.document, 'UTF8')), 'hex');
  RETURN NEW;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_document_guard() FROM PUBLIC;
