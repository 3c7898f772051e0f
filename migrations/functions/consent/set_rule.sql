-- Writes what a rule says from now on, whole, and keeps it as its next version, which it returns; the guards check each row.
CREATE OR REPLACE FUNCTION hakim_set_rule(p_rule UUID, p_is JSONB, p_reason TEXT, p_person TEXT, p_change UUID)
RETURNS INTEGER
LANGUAGE plpgsql
AS $$
BEGIN
  UPDATE approval_rules SET name = p_is ->> 'name', task_name = p_is ->> 'task_name', label_key = p_is ->> 'label_key',
    label_value = p_is ->> 'label_value', least_risk = p_is ->> 'least_risk', owners = (p_is ->> 'owners')::smallint
  WHERE rule_id = p_rule;
  DELETE FROM rule_seats WHERE rule_id = p_rule AND group_id NOT IN (
    SELECT (g ->> 'group_id')::uuid FROM jsonb_array_elements(p_is -> 'groups') g);
  INSERT INTO rule_seats (rule_id, group_id, votes)
  SELECT p_rule, (g ->> 'group_id')::uuid, (g ->> 'votes')::smallint FROM jsonb_array_elements(p_is -> 'groups') g
  ON CONFLICT (rule_id, group_id) DO UPDATE SET votes = EXCLUDED.votes WHERE rule_seats.votes <> EXCLUDED.votes;
  PERFORM hakim_note_rule(p_rule, p_reason, p_person, p_change);
  RETURN hakim_rule_version(p_rule);
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_set_rule(UUID, JSONB, TEXT, TEXT, UUID) FROM PUBLIC;
