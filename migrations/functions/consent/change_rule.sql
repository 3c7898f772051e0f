-- Changes a rule for the person who acts, if it still is as they saw it; returns its new version. What asks for less of nodes with owners
-- is refused by the guards: hakim_apply_change does it once they were asked.
CREATE OR REPLACE FUNCTION hakim_change_rule(p_rule UUID, p_version INTEGER, p_is JSONB, p_reason TEXT, p_person TEXT)
RETURNS INTEGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  present INTEGER;
BEGIN
  PERFORM hakim_require_actor(p_person, false);
  PERFORM FROM approval_rules WHERE rule_id = p_rule FOR UPDATE;
  present := hakim_rule_version(p_rule);
  IF present IS DISTINCT FROM p_version THEN
    RAISE EXCEPTION 'The rule has version % by now', present
      USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_rules_version', HINT = 'Read it again.';
  END IF;
  RETURN hakim_set_rule(p_rule, p_is, p_reason, p_person, NULL);
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_change_rule(UUID, INTEGER, JSONB, TEXT, TEXT) FROM PUBLIC;
