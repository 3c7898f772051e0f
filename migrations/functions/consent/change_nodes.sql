-- The nodes with owners that a change is about: its node, or those that its rule matches.
CREATE OR REPLACE FUNCTION hakim_change_nodes(p_node TEXT, p_rule UUID)
RETURNS SETOF TEXT
LANGUAGE sql STABLE
AS $$
  SELECT n.node_did FROM nodes n
  WHERE EXISTS (SELECT FROM node_owners o WHERE o.node_did = n.node_did)
    AND (n.node_did = p_node
         OR EXISTS (SELECT FROM approval_rules r WHERE r.rule_id = p_rule AND hakim_rule_matches(r, n.labels)))
$$;

REVOKE EXECUTE ON FUNCTION hakim_change_nodes(TEXT, UUID) FROM PUBLIC;
