-- Whether a person owns one of the nodes that a change is about, or all of them, and is not disabled.
CREATE OR REPLACE FUNCTION hakim_owns_changed(p_person TEXT, p_node TEXT, p_rule UUID, p_all BOOLEAN)
RETURNS BOOLEAN
LANGUAGE sql STABLE
AS $$
  SELECT EXISTS (SELECT FROM people p WHERE p.id = p_person AND p.disabled_at IS NULL)
     AND (SELECT coalesce(CASE WHEN p_all THEN bool_and(own.mine) ELSE bool_or(own.mine) END, false)
          FROM hakim_change_nodes(p_node, p_rule) AS c (node_did)
          CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM node_owners o
                                WHERE o.node_did = c.node_did AND o.person_id = p_person) AS mine) own)
$$;

REVOKE EXECUTE ON FUNCTION hakim_owns_changed(TEXT, TEXT, UUID, BOOLEAN) FROM PUBLIC;
