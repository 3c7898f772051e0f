-- Keeps what a rule says now as its next version, if that differs from its last one, and withdraws what owners are asked about an earlier
-- one: it would undo what has come since. False if nothing differs.
CREATE OR REPLACE FUNCTION hakim_note_rule(p_rule UUID, p_reason TEXT, p_person TEXT, p_change UUID)
RETURNS BOOLEAN
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  facts CONSTANT JSONB := hakim_rule_facts(p_rule);
  last rule_versions;
BEGIN
  SELECT * INTO last FROM rule_versions WHERE rule_id = p_rule ORDER BY version DESC LIMIT 1;
  IF facts IS NULL OR last.facts IS NOT DISTINCT FROM facts THEN RETURN false; END IF;
  INSERT INTO rule_versions (rule_id, version, facts, reason, changed_by, change_id)
  VALUES (p_rule, coalesce(last.version, 0) + 1, facts, p_reason, p_person, p_change);
  -- The first version of a rule from before there were versions changes nothing.
  UPDATE consent_changes SET state = 'withdrawn', decided_by = NULL
  WHERE last.version IS NOT NULL AND state IN ('waiting', 'agreed') AND kind IN ('change_rule', 'remove_rule')
    AND what ->> 'rule_id' = p_rule::text AND change_id IS DISTINCT FROM p_change;
  RETURN true;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_note_rule(UUID, TEXT, TEXT, UUID) FROM PUBLIC;
