-- The trigger of tables about rights: whoever does not own them changes them only while somebody acts, with the argument
-- 'admin' an administrator, or where hakim_apply_change does what the owners were asked about.
CREATE OR REPLACE FUNCTION hakim_actor_guard()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  IF NOT hakim_by_owner() AND coalesce(current_setting('hakim.applying', true), '') <> hakim_applying()
     AND NOT EXISTS (
      SELECT FROM people WHERE did = hakim_actor() AND disabled_at IS NULL
        AND (role = 'admin' OR TG_NARGS = 0)) THEN
    RAISE EXCEPTION 'Nobody with the right to change % acts in this transaction', TG_TABLE_NAME
      USING ERRCODE = 'insufficient_privilege', HINT = 'Name with hakim_act who does it.',
            -- Whoever acts was disabled meanwhile, or has lost the role; without anybody, a program forgot to say who acts.
            CONSTRAINT = CASE WHEN hakim_actor() IS NULL THEN '' ELSE 'actor_right' END;
  END IF;
  RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_actor_guard() FROM PUBLIC;
