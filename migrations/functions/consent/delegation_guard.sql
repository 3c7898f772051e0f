-- An owner delegates as themselves; owner, delegate and administrators end it. Whoever has keys signs what they delegate: the statement must be about exactly this delegation, and stays with it. Its
-- signature is verified by servers and agents, not here.
CREATE OR REPLACE FUNCTION hakim_delegation_guard()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  said JSONB := NEW.signed -> 'delegation';
  owner_did TEXT;
  delegate_did TEXT;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NOT EXISTS (SELECT FROM people WHERE did = hakim_actor() AND id = OLD.delegate_id AND disabled_at IS NULL) THEN
      PERFORM hakim_require_actor(OLD.owner_id, true);
    END IF;
    IF (NEW.signed, NEW.key_id) IS DISTINCT FROM (OLD.signed, OLD.key_id) OR OLD.signed IS NOT NULL AND (
         (NEW.delegation_id, NEW.node_did, NEW.owner_id, NEW.delegate_id, NEW.valid_from, NEW.valid_until)
           IS DISTINCT FROM
         (OLD.delegation_id, OLD.node_did, OLD.owner_id, OLD.delegate_id, OLD.valid_from, OLD.valid_until)
         OR OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at)
       OR OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS NULL AND NOT hakim_by_owner() THEN
      RAISE EXCEPTION 'A signed delegation stays what it is, and what has ended stays ended'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'delegations_kept',
              HINT = 'End it and make another one.';
    END IF;
    RETURN NEW;
  END IF;
  -- An older snapshot would not see a key that has been enrolled since.
  PERFORM hakim_require_read_committed();
  PERFORM hakim_require_actor(NEW.owner_id, false);
  IF NEW.signed IS NULL THEN
    IF EXISTS (SELECT FROM hakim_signing_keys(NEW.owner_id)) THEN
      RAISE EXCEPTION 'This owner has a key for signing what they delegate'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'delegations_signature',
              HINT = 'Sign the delegation with it.';
    END IF;
    RETURN NEW;
  END IF;
  -- Whoever revokes the key either comes first or finds this delegation and ends it.
  PERFORM FROM consent_keys WHERE key_id = NEW.key_id FOR SHARE;
  SELECT did INTO owner_did FROM people WHERE id = NEW.owner_id;
  SELECT did INTO delegate_did FROM people WHERE id = NEW.delegate_id;
  IF NOT EXISTS (SELECT FROM hakim_signing_keys(NEW.owner_id) k
                 WHERE k.key_id = NEW.key_id AND NEW.signed ->> 'key' = k.key)
     OR (said ->> 'node', said ->> 'from', said ->> 'to', said ->> 'starts', said ->> 'until') IS DISTINCT FROM (
          NEW.node_did::text, owner_did, delegate_did,
          to_char(NEW.valid_from AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          to_char(NEW.valid_until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
     OR said ->> 'nonce' IS NULL THEN
    RAISE EXCEPTION 'The signed statement is not about this delegation'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'delegations_signature',
            HINT = 'Sign the delegation that you make, with a key of your own that is neither revoked nor expired.';
  END IF;
  PERFORM hakim_use_statement('hakim/delegation/1', said);
  RETURN NEW;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_delegation_guard() FROM PUBLIC;
