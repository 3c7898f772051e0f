-- The last administrator who can sign in stays one. An account of local mode does not stand in for a person, since one-click
-- sign-in may be off, which only the server knows. Those who take this right from somebody take turns, so that two
-- administrators cannot take it from each other at once.
CREATE OR REPLACE FUNCTION hakim_people_guard()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  IF OLD.erased_at IS NOT NULL AND NEW.disabled_at IS NULL THEN
    RAISE EXCEPTION 'An erased person stays disabled'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'people_erased',
            HINT = 'Invite them again.';
  END IF;
  IF OLD.role = 'admin' AND OLD.disabled_at IS NULL AND (NEW.role <> 'admin' OR NEW.disabled_at IS NOT NULL) THEN
    -- An older snapshot would not see what another transaction has just taken away.
    PERFORM hakim_require_read_committed();
    PERFORM pg_advisory_xact_lock(hashtextextended('hakim.administrators', 0));
    IF NOT EXISTS (
      SELECT FROM people p
      WHERE p.role = 'admin' AND p.disabled_at IS NULL AND p.id <> OLD.id
        AND (p.id NOT LIKE 'local-%' OR OLD.id LIKE 'local-%')
        AND hakim_can_sign_in(p.id)
    ) THEN
      RAISE EXCEPTION 'This is the last administrator'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'people_last_admin',
              HINT = 'Make somebody else an administrator first.';
    END IF;
  END IF;
  RETURN NEW;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_people_guard() FROM PUBLIC;
