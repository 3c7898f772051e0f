-- Whether a row of a rule, or of the votes that it wants of a group, asks for fewer votes than before, or of fewer jobs; gone, it asks
-- for none. The same in words: lib/audit/domain/rule-acts.ts.
CREATE OR REPLACE FUNCTION hakim_rule_lowers(p_was JSONB, p_is JSONB)
RETURNS BOOLEAN
LANGUAGE sql IMMUTABLE
AS $$
  SELECT coalesce((p_is ->> 'owners')::int, 0) < coalesce((p_was ->> 'owners')::int, 0)
      OR coalesce((p_is ->> 'votes')::int, 0) < coalesce((p_was ->> 'votes')::int, 0)
      OR coalesce(hakim_risk_rank(p_is ->> 'least_risk'), 0) > coalesce(hakim_risk_rank(p_was ->> 'least_risk'), 0)
      OR p_is ->> 'task_name' IS NOT NULL AND p_is ->> 'task_name' IS DISTINCT FROM p_was ->> 'task_name'
      OR p_is ->> 'label_key' IS NOT NULL AND p_is ->> 'label_key' IS DISTINCT FROM p_was ->> 'label_key'
      OR p_is ->> 'label_value' IS NOT NULL AND p_is ->> 'label_value' IS DISTINCT FROM p_was ->> 'label_value'
      OR (p_was - ARRAY['name', 'owners', 'votes', 'least_risk', 'task_name', 'label_key', 'label_value'])
           IS DISTINCT FROM (p_is - ARRAY['name', 'owners', 'votes', 'least_risk', 'task_name', 'label_key', 'label_value'])
$$;

REVOKE EXECUTE ON FUNCTION hakim_rule_lowers(JSONB, JSONB) FROM PUBLIC;
