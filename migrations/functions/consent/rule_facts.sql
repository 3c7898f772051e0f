-- All that a rule says, with the votes of groups; null if there is no such rule.
CREATE OR REPLACE FUNCTION hakim_rule_facts(p_rule UUID)
RETURNS JSONB
LANGUAGE sql STABLE
AS $$
  SELECT jsonb_build_object('name', r.name, 'task_name', r.task_name, 'label_key', r.label_key, 'label_value', r.label_value,
    'least_risk', r.least_risk, 'owners', r.owners, 'groups', coalesce((
      SELECT jsonb_agg(jsonb_build_object('group_id', s.group_id, 'name', g.name, 'votes', s.votes) ORDER BY g.name)
      FROM rule_seats s JOIN approver_groups g USING (group_id) WHERE s.rule_id = r.rule_id), '[]'))
  FROM approval_rules r WHERE r.rule_id = p_rule
$$;

REVOKE EXECUTE ON FUNCTION hakim_rule_facts(UUID) FROM PUBLIC;
