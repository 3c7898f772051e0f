-- Puts into the log what somebody did that changes no row of the tables about rights. What the log itself says about an event
-- cannot be given.
CREATE OR REPLACE FUNCTION hakim_note(p_kind TEXT, p_facts JSONB)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  IF p_kind NOT IN ('sessions ended', 'person exported', 'finding noted') OR jsonb_typeof(p_facts) <> 'object'
     OR NOT hakim_by_owner() AND hakim_actor() IS NULL THEN
    RAISE EXCEPTION 'This is not for the log to be told'
      USING ERRCODE = 'insufficient_privilege', HINT = 'Events of rights and jobs are written by triggers.';
  END IF;
  PERFORM hakim_log('rights', p_kind, p_facts - ARRAY['at', 'kind', 'db_role', 'actor_did']);
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_note(TEXT, JSONB) FROM PUBLIC;
