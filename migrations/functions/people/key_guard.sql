-- A key stays the key of its person, and ends once: a vote that it signed names it for ever. Delegations and policies end with
-- the key that signed them.
CREATE OR REPLACE FUNCTION hakim_key_guard()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  IF (NEW.key_id, NEW.person_id, NEW.key, NEW.kind, NEW.enrolled_at)
       IS DISTINCT FROM (OLD.key_id, OLD.person_id, OLD.key, OLD.kind, OLD.enrolled_at)
     OR (NEW.credential_id, NEW.rp_id, NEW.origins) IS DISTINCT FROM (OLD.credential_id, OLD.rp_id, OLD.origins)
     OR coalesce(NEW.expires_at, 'infinity') > coalesce(OLD.expires_at, 'infinity')
     OR OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at THEN
    RAISE EXCEPTION 'A key stays what it is, for no longer than it was enrolled for, and what was revoked stays revoked'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_keys_kept',
            HINT = 'Enrol another key.';
  END IF;
  -- What it delegated, somebody else may have signed.
  IF NEW.revoked_at IS NOT NULL AND OLD.revoked_at IS NULL THEN
    UPDATE delegations SET revoked_at = now() WHERE key_id = NEW.key_id AND revoked_at IS NULL;
    UPDATE policy_revisions SET ended_at = now() WHERE key_id = NEW.key_id AND ended_at IS NULL;
  END IF;
  RETURN NEW;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_key_guard() FROM PUBLIC;
