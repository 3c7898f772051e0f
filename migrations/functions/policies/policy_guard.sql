-- A revision of a policy stays what its owner signed, and ends once. It is about nodes that its owner owns, and the next one of its
-- policy. Its signature is verified by servers and agents, not here.
CREATE OR REPLACE FUNCTION hakim_policy_guard()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  utc CONSTANT TEXT := 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';
  said JSONB;
  owner people;
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT FROM policies WHERE policy_id = OLD.policy_id) THEN
      RAISE EXCEPTION 'What somebody has signed stays on record'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'policy_revisions_kept', HINT = 'End the policy instead.';
    END IF;
    RETURN OLD;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(NEW) - ARRAY['ended_at', 'ended_by'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['ended_at', 'ended_by']
       OR OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at THEN
      RAISE EXCEPTION 'A signed policy stays what it is, and what has ended stays ended'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'policy_revisions_kept', HINT = 'Sign another version.';
    END IF;
    RETURN NEW;
  END IF;
  PERFORM hakim_require_read_committed();
  said := NEW.signed -> 'policy';
  -- Whoever revokes the key either comes first or finds this revision and ends it.
  PERFORM FROM consent_keys WHERE key_id = NEW.key_id FOR SHARE;
  SELECT p.* INTO owner FROM policies c JOIN people p ON p.id = c.person_id WHERE c.policy_id = NEW.policy_id FOR SHARE OF c;
  IF owner.disabled_at IS NOT NULL OR owner.role NOT IN ('approver', 'admin') OR EXISTS (
       SELECT FROM jsonb_array_elements_text(said -> 'nodes') n (did)
       WHERE NOT EXISTS (SELECT FROM node_owners o WHERE o.node_did = n.did AND o.person_id = owner.id)) THEN
    RAISE EXCEPTION 'Only the owner of a node can approve on it beforehand'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'policy_revisions_right',
            HINT = 'Leave out nodes that are not yours; approving takes the approver role.';
  END IF;
  NEW.digest := hakim_statement_digest('hakim/policy/1', said);
  NEW.signed_at := clock_timestamp();
  NEW.ended_at := NULL;
  NEW.ended_by := NULL;
  IF NOT EXISTS (SELECT FROM hakim_signing_keys(owner.id) k
                 WHERE k.key_id = NEW.key_id AND NEW.signed ->> 'key' = k.key)
     OR (said ->> 'policy_id', said ->> 'revision', said ->> 'person', said ->> 'starts', said ->> 'ends')
          IS DISTINCT FROM (NEW.policy_id::text, NEW.revision::text, owner.did::text,
                            to_char(NEW.starts AT TIME ZONE 'UTC', utc), to_char(NEW.ends AT TIME ZONE 'UTC', utc)) THEN
    RAISE EXCEPTION 'The signed statement is not about this policy'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'policy_revisions_signature',
            HINT = 'Sign the policy that you send, with a key of your own that is neither revoked nor expired.';
  END IF;
  IF NEW.ends <= clock_timestamp() OR NEW.revision <> 1 + coalesce(
       (SELECT max(r.revision) FROM policy_revisions r WHERE r.policy_id = NEW.policy_id), 0) THEN
    RAISE EXCEPTION 'The policy has changed meanwhile, or would have ended already'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'policy_revisions_next', HINT = 'Read it again and sign the next version.';
  END IF;
  PERFORM hakim_use_statement('hakim/policy/1', said);
  RETURN NEW;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_policy_guard() FROM PUBLIC;
