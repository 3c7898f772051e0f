-- The same of a whole rule, as hakim_rule_facts has it: the owners of the nodes that it matches are asked about what asks for less.
CREATE OR REPLACE FUNCTION hakim_rule_asks_less(p_was JSONB, p_is JSONB)
RETURNS BOOLEAN
LANGUAGE sql IMMUTABLE
AS $$
  SELECT hakim_rule_lowers(p_was - 'groups', p_is - 'groups')
      OR EXISTS (SELECT FROM jsonb_to_recordset(p_was -> 'groups') AS w (group_id UUID, votes INT)
                 LEFT JOIN jsonb_to_recordset(p_is -> 'groups') AS i (group_id UUID, votes INT) USING (group_id)
                 WHERE coalesce(i.votes, 0) < w.votes)
$$;

REVOKE EXECUTE ON FUNCTION hakim_rule_asks_less(JSONB, JSONB) FROM PUBLIC;
