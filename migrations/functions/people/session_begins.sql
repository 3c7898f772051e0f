-- Nobody who is disabled signs in, whichever way they try. Whoever disables a person waits for this row or is waited for, so
-- that no session begins unseen.
CREATE OR REPLACE FUNCTION hakim_session_begins()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  PERFORM FROM people WHERE id = NEW.person_id AND disabled_at IS NULL FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'This account is disabled'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'sessions_disabled',
            HINT = 'An administrator can enable it.';
  END IF;
  RETURN NEW;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_session_begins() FROM PUBLIC;
