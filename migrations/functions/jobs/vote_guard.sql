-- Who may vote, on what, and until when. A vote is withdrawn, never changed or removed; somebody's own vote withdraws the one that a
-- policy of theirs gave. Whoever has keys signs what they approve: the statement must be about exactly this vote. Its signature is verified by
-- servers and agents, not here.
CREATE OR REPLACE FUNCTION hakim_vote_guard()
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
      RAISE EXCEPTION 'A vote cannot be removed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'job_votes_kept',
              HINT = 'Withdraw it instead: set withdrawn_at.';
    END IF;
    RETURN OLD;
  END IF;
  -- Locked in a statement of its own: one that both waits and reads would see the details from before the wait.
  PERFORM FROM maintenance_jobs WHERE job_id = NEW.job_id FOR UPDATE;
  SELECT j.status, j.requester_did, d.requester_id, coalesce(d.revision, 1) AS revision,
         least(d.expires_at, d.window_end) AS due, a.digest INTO job
  FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id)
  LEFT JOIN approval_documents a ON a.job_id = j.job_id AND a.revision = coalesce(d.revision, 1)
  WHERE j.job_id = NEW.job_id;
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.vote_id, NEW.job_id, NEW.revision, NEW.person_id, NEW.decision, NEW.approval_hash, NEW.decided_at)
         IS DISTINCT FROM
       (OLD.vote_id, OLD.job_id, OLD.revision, OLD.person_id, OLD.decision, OLD.approval_hash, OLD.decided_at)
       OR (NEW.reason, NEW.key_id, NEW.signed, NEW.policy_id, NEW.policy_revision)
            IS DISTINCT FROM (OLD.reason, OLD.key_id, OLD.signed, OLD.policy_id, OLD.policy_revision)
       OR OLD.withdrawn_at IS NOT NULL THEN
      RAISE EXCEPTION 'A vote cannot be changed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'job_votes_kept',
              HINT = 'Withdraw it and vote again.';
    END IF;
    IF NEW.withdrawn_at IS NOT NULL THEN
      IF job.status NOT IN ('PendingApproval', 'Approved') THEN
        RAISE EXCEPTION 'The job is %: its votes can no longer be withdrawn', job.status
          USING ERRCODE = 'check_violation', CONSTRAINT = 'job_votes_late',
                HINT = 'A vote can be withdrawn until the claim.';
      END IF;
      PERFORM hakim_log('job:' || NEW.job_id, 'vote withdrawn', jsonb_build_object(
        'vote_id', NEW.vote_id, 'person_id', NEW.person_id, 'revision', NEW.revision,
        'withdrawn_at', to_char(NEW.withdrawn_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || coalesce((
          SELECT jsonb_build_object('policy_id', c.policy_id, 'policy_revision', NEW.policy_revision, 'policy_name', c.name)
          FROM policies c WHERE c.policy_id = NEW.policy_id), '{}'));
    END IF;
    RETURN NEW;
  END IF;
  PERFORM hakim_require_read_committed();
  PERFORM hakim_rights_seen();
  SELECT * INTO person FROM people WHERE id = NEW.person_id;
  IF job.status IS DISTINCT FROM 'PendingApproval' THEN
    RAISE EXCEPTION 'The job is %: it cannot be decided now', job.status
      USING ERRCODE = 'check_violation', CONSTRAINT = 'job_votes_late',
            HINT = 'A job can be voted on only while it is pending.';
  END IF;
  IF job.due <= clock_timestamp() THEN
    RAISE EXCEPTION 'The request has expired'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'job_votes_late',
            HINT = 'Request again.';
  END IF;
  IF NEW.revision IS DISTINCT FROM job.revision THEN
    RAISE EXCEPTION 'The job has changed: it is now at revision %', job.revision
      USING ERRCODE = 'check_violation', CONSTRAINT = 'job_votes_late',
            HINT = 'Read it again before you vote.';
  END IF;
  IF person.did = job.requester_did OR person.id = job.requester_id THEN
    RAISE EXCEPTION 'Nobody decides on their own request'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'job_votes_right',
            HINT = 'Another owner of the node has to decide.';
  END IF;
  IF person.role IS NULL OR person.role NOT IN ('approver', 'admin') OR person.disabled_at IS NOT NULL
     OR hakim_standing(NEW.job_id, person.id) IS NULL THEN
    RAISE EXCEPTION 'This person cannot decide on this job'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'job_votes_right',
            HINT = 'Owners of the node, their delegates and the groups of its rules decide; they need the approver role.';
  END IF;
  IF NEW.decision = 'approve' THEN
    problem := hakim_document_problem(NEW.job_id);
    IF problem IS NOT NULL THEN
      RAISE EXCEPTION 'The job cannot be approved: %', problem
        USING ERRCODE = 'check_violation', CONSTRAINT = 'job_votes_document',
              HINT = 'Read it again, or reject it.';
    END IF;
    IF NEW.approval_hash IS DISTINCT FROM job.digest THEN
      RAISE EXCEPTION 'The vote is for another document than that of the job'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'job_votes_document',
              HINT = 'Read the job again before you vote.';
    END IF;
  END IF;
  IF NEW.policy_id IS NOT NULL THEN
    -- One vote of a policy after the other: each counts those before it.
    PERFORM FROM policies WHERE policy_id = NEW.policy_id FOR UPDATE;
    IF NOT EXISTS (SELECT FROM policies WHERE policy_id = NEW.policy_id AND person_id = NEW.person_id)
       OR hakim_policy_refuses(NEW.policy_id, NEW.policy_revision, NEW.job_id) IS NOT NULL
       OR hakim_policy_rate_used(NEW.policy_id, NEW.policy_revision, NEW.job_id) THEN
      RAISE EXCEPTION 'The policy does not approve this job now'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'job_votes_policy', HINT = 'Its owner can decide.';
    END IF;
  ELSIF NEW.signed IS NULL THEN
    IF NEW.decision = 'approve' AND EXISTS (SELECT FROM hakim_signing_keys(NEW.person_id)) THEN
      RAISE EXCEPTION 'This person has a key for signing what they approve'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'job_votes_signature',
              HINT = 'Sign the approval with it, or revoke the key first.';
    END IF;
  ELSIF NOT EXISTS (
      SELECT FROM hakim_signing_keys(NEW.person_id) k
      WHERE k.key_id = NEW.key_id AND NEW.signed #>> '{statement,key}' = k.key)
    OR (NEW.signed #>> '{statement,document}', NEW.signed #>> '{statement,decision}', NEW.signed #>> '{statement,person}')
         IS DISTINCT FROM (NEW.approval_hash, NEW.decision, person.did::text)
    OR NEW.signed #>> '{statement,reason_digest}' IS DISTINCT FROM
         encode(sha256(convert_to(E'hakim/reason/1\n' || to_json(NEW.reason)::text, 'UTF8')), 'hex') THEN
    RAISE EXCEPTION 'The signed statement is not about this vote'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'job_votes_signature',
            HINT = 'Sign the decision that you send, with a key of your own that is neither revoked nor expired.';
  END IF;
  -- A list that is signed once names each statement in it, and nothing of high risk is in one.
  IF jsonb_typeof(NEW.signed -> 'list') = 'object' AND (
      NOT (NEW.signed #> '{list,statements}') ? hakim_statement_digest('hakim/decision/1', NEW.signed -> 'statement')
      OR EXISTS (SELECT FROM approval_documents a WHERE a.job_id = NEW.job_id AND a.revision = NEW.revision
                   AND a.document::jsonb #>> '{offer,risk}' = 'high')) THEN
    RAISE EXCEPTION 'The list that was signed does not hold this vote'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'job_votes_signature',
            HINT = 'Sign the list with this statement in it; sign a decision about a task of high risk alone.';
  END IF;
  IF NEW.signed IS NOT NULL THEN
    PERFORM hakim_use_statement('hakim/decision/1', NEW.signed -> 'statement');
  END IF;
  IF NEW.policy_id IS NULL THEN
    UPDATE job_votes v SET withdrawn_at = now()
    WHERE v.job_id = NEW.job_id AND v.revision = NEW.revision AND v.person_id = NEW.person_id AND v.policy_id IS NOT NULL
      AND v.withdrawn_at IS NULL;
  END IF;
  -- What a policy approves depends on the time, and a transaction may have begun before that.
  NEW.decided_at := CASE WHEN NEW.policy_id IS NULL THEN now() ELSE clock_timestamp() END;
  NEW.withdrawn_at := NULL;
  PERFORM hakim_log('job:' || NEW.job_id, 'vote', jsonb_build_object(
    'vote_id', NEW.vote_id, 'person_id', NEW.person_id, 'person_did', person.did, 'revision', NEW.revision,
    'decision', NEW.decision, 'approval_hash', NEW.approval_hash, 'reason', NEW.reason,
    'key', NEW.signed #>> '{statement,key}', 'signed_sha256',
    encode(sha256(convert_to(hakim_canonical(NEW.signed), 'UTF8')), 'hex'),
    'statement_sha256', hakim_statement_digest('hakim/decision/1', NEW.signed -> 'statement'),
    'standing', hakim_standing(NEW.job_id, person.id), 'rights_seen', hakim_rights_seen(),
    'decided_at', to_char(NEW.decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || coalesce((
      SELECT jsonb_build_object('policy_id', c.policy_id, 'policy_revision', NEW.policy_revision, 'policy_name', c.name)
      FROM policies c WHERE c.policy_id = NEW.policy_id), '{}'));
  -- A job from before Hakim has no details yet.
  PERFORM hakim_check_details(NEW.job_id);
  INSERT INTO job_details (job_id) VALUES (NEW.job_id)
  ON CONFLICT (job_id) DO UPDATE SET changed_xid = pg_current_xact_id();
  RETURN NEW;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_vote_guard() FROM PUBLIC;
