-- The number of a rule's present version; null if there is no such rule.
CREATE OR REPLACE FUNCTION hakim_rule_version(p_rule UUID)
RETURNS INTEGER
LANGUAGE sql STABLE
AS $$
  SELECT max(version) FROM rule_versions WHERE rule_id = p_rule
$$;

REVOKE EXECUTE ON FUNCTION hakim_rule_version(UUID) FROM PUBLIC;
