-- Whether a rule's condition on labels holds for these labels.
CREATE OR REPLACE FUNCTION hakim_rule_matches(p_rule approval_rules, p_labels JSONB)
RETURNS BOOLEAN
LANGUAGE sql IMMUTABLE
AS $$
  SELECT p_rule.label_key IS NULL
      OR coalesce(p_labels ->> p_rule.label_key = coalesce(p_rule.label_value, p_labels ->> p_rule.label_key), false)
$$;

REVOKE EXECUTE ON FUNCTION hakim_rule_matches(approval_rules, JSONB) FROM PUBLIC;
