-- Refuses what nobody has the right to who acts in this transaction: it takes this person, or with p_admins an administrator.
CREATE OR REPLACE FUNCTION hakim_require_actor(p_person TEXT, p_admins BOOLEAN)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  IF NOT hakim_by_owner() AND NOT EXISTS (
      SELECT FROM people WHERE did = hakim_actor() AND disabled_at IS NULL
        AND (id = p_person OR p_admins AND role = 'admin')) THEN
    RAISE EXCEPTION 'Nobody with the right to this acts in this transaction'
      USING ERRCODE = 'insufficient_privilege', HINT = 'Name with hakim_act who does it.',
            -- Whoever acts was disabled meanwhile, or has lost the role; without anybody, a program forgot to say who acts.
            CONSTRAINT = CASE WHEN hakim_actor() IS NULL THEN '' ELSE 'actor_right' END;
  END IF;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_require_actor(TEXT, BOOLEAN) FROM PUBLIC;
