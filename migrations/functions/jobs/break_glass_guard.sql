-- Approval without the owner: by an administrator other than the requester, on record, and reviewed once by somebody
-- else.
CREATE OR REPLACE FUNCTION hakim_break_glass_guard()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  job RECORD;
  person people;
  problem TEXT;
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT FROM maintenance_jobs WHERE job_id = OLD.job_id) THEN
      RAISE EXCEPTION 'An emergency approval stays on record'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'break_glass_kept',
              HINT = 'Review it instead.';
    END IF;
    RETURN OLD;
  END IF;
  PERFORM FROM maintenance_jobs WHERE job_id = NEW.job_id FOR UPDATE;
  SELECT j.status, j.target_node_did, j.requester_did, d.requester_id, coalesce(d.revision, 1) AS revision,
         least(d.expires_at, d.window_end) AS due, a.digest
  INTO job
  FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id)
  LEFT JOIN approval_documents a ON a.job_id = j.job_id AND a.revision = coalesce(d.revision, 1)
  WHERE j.job_id = NEW.job_id;
  PERFORM hakim_require_read_committed();
  PERFORM hakim_rights_seen();
  IF TG_OP = 'INSERT' THEN
    SELECT * INTO person FROM people WHERE id = NEW.person_id;
    IF job.status IS DISTINCT FROM 'PendingApproval' OR NEW.revision IS DISTINCT FROM job.revision
       OR job.due <= clock_timestamp() THEN
      RAISE EXCEPTION 'The job is no longer pending as it was shown'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'break_glass_late',
              HINT = 'Read it again.';
    END IF;
    IF person.role IS DISTINCT FROM 'admin' OR person.disabled_at IS NOT NULL
       OR person.did = job.requester_did OR person.id = job.requester_id THEN
      RAISE EXCEPTION 'Only an administrator other than the requester can approve without the owner'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'break_glass_right',
              HINT = 'Ask another administrator to do it.';
    END IF;
    problem := hakim_document_problem(NEW.job_id);
    IF problem IS NOT NULL OR NEW.approval_hash IS DISTINCT FROM job.digest THEN
      RAISE EXCEPTION 'The job cannot be approved: %', coalesce(problem, 'the approval is for another document')
        USING ERRCODE = 'check_violation', CONSTRAINT = 'break_glass_document',
              HINT = 'Read it again, or reject it.';
    END IF;
    IF NEW.signed IS NULL THEN
      IF EXISTS (SELECT FROM hakim_signing_keys(NEW.person_id)) THEN
        RAISE EXCEPTION 'This person has a key for signing what they approve'
          USING ERRCODE = 'check_violation', CONSTRAINT = 'break_glass_signature',
                HINT = 'Sign the approval with it, or revoke the key first.';
      END IF;
    ELSIF NOT EXISTS (
        SELECT FROM hakim_signing_keys(NEW.person_id) k
        WHERE k.key_id = NEW.key_id AND NEW.signed #>> '{statement,key}' = k.key)
      OR (NEW.signed #>> '{statement,document}', NEW.signed #>> '{statement,decision}', NEW.signed #>> '{statement,person}')
           IS DISTINCT FROM (NEW.approval_hash, 'emergency', person.did::text)
      OR NEW.signed #>> '{statement,reason_digest}' IS DISTINCT FROM
           encode(sha256(convert_to(E'hakim/reason/1\n' || to_json(NEW.reason)::text, 'UTF8')), 'hex') THEN
      RAISE EXCEPTION 'The signed statement is not about this emergency approval'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'break_glass_signature',
              HINT = 'Sign the decision that you send, with a key of your own that is neither revoked nor expired.';
    END IF;
    IF NEW.signed IS NOT NULL THEN
      PERFORM hakim_use_statement('hakim/decision/1', NEW.signed -> 'statement');
    END IF;
    NEW.broken_at := now();
    NEW.reviewed_at := NULL; NEW.reviewed_by := NULL; NEW.verdict := NULL; NEW.review := NULL;
    PERFORM hakim_log('job:' || NEW.job_id, 'glass broken', jsonb_build_object(
      'person_id', person.id, 'person_did', person.did, 'revision', NEW.revision,
      'approval_hash', NEW.approval_hash, 'rights_seen', hakim_rights_seen(), 'reason', NEW.reason, 'key', NEW.signed #>> '{statement,key}', 'signed_sha256',
      encode(sha256(convert_to(hakim_canonical(NEW.signed), 'UTF8')), 'hex'),
      'statement_sha256', hakim_statement_digest('hakim/decision/1', NEW.signed -> 'statement'),
      'broken_at', to_char(NEW.broken_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')));
  ELSE
    IF OLD.reviewed_at IS NOT NULL OR NEW.verdict IS NULL
       OR (NEW.job_id, NEW.revision, NEW.person_id, NEW.approval_hash, NEW.reason, NEW.broken_at, NEW.key_id, NEW.signed)
          IS DISTINCT FROM
          (OLD.job_id, OLD.revision, OLD.person_id, OLD.approval_hash, OLD.reason, OLD.broken_at, OLD.key_id, OLD.signed) THEN
      RAISE EXCEPTION 'An emergency approval is reviewed once and is never changed otherwise'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'break_glass_kept',
              HINT = 'Put anything to add into a new job.';
    END IF;
    SELECT * INTO person FROM people WHERE id = NEW.reviewed_by;
    IF person.id = NEW.person_id OR person.did = job.requester_did OR person.disabled_at IS NOT NULL OR NOT (
         person.role = 'admin' OR EXISTS (SELECT FROM node_deciders n
           WHERE n.node_did = job.target_node_did AND n.person_id = person.id
             AND (n.standing = 'owner' OR NOT hakim_through_requester(NEW.job_id, n.owner_id)))) THEN
      RAISE EXCEPTION 'Nobody reviews their own request or their own emergency approval'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'break_glass_right',
              HINT = 'An owner of the node or another administrator has to review it.';
    END IF;
    PERFORM hakim_log('job:' || NEW.job_id, 'glass reviewed', jsonb_build_object(
      'person_id', person.id, 'person_did', person.did, 'verdict', NEW.verdict, 'review', NEW.review,
      'revision', NEW.revision, 'rights_seen', hakim_rights_seen(),
      'reviewed_at', to_char(NEW.reviewed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')));
  END IF;
  PERFORM hakim_check_details(NEW.job_id);
  INSERT INTO job_details (job_id) VALUES (NEW.job_id)
  ON CONFLICT (job_id) DO UPDATE SET changed_xid = pg_current_xact_id();
  RETURN NEW;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_break_glass_guard() FROM PUBLIC;
