-- Whether a rule has become another one since owners were asked to remove it; its first version only says what it was.
CREATE OR REPLACE FUNCTION hakim_rule_overtaken(p_rule UUID, p_asked TIMESTAMPTZ)
RETURNS BOOLEAN
LANGUAGE sql STABLE
AS $$
  SELECT EXISTS (SELECT FROM rule_versions WHERE rule_id = p_rule AND version > 1 AND changed_at > p_asked)
$$;

REVOKE EXECUTE ON FUNCTION hakim_rule_overtaken(UUID, TIMESTAMPTZ) FROM PUBLIC;
