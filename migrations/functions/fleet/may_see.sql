-- Whether a person may see a node, as lib/fleet/db/visibility.ts reads it.
CREATE OR REPLACE FUNCTION hakim_may_see(p_node TEXT, p_person TEXT)
RETURNS boolean
LANGUAGE sql STABLE
AS $$
  SELECT EXISTS (SELECT FROM people p WHERE p.id = p_person AND p.disabled_at IS NULL)
    AND (NOT EXISTS (SELECT FROM nodes n WHERE n.node_did = p_node AND n.restricted)
         OR EXISTS (SELECT FROM people p WHERE p.id = p_person AND p.role = 'admin')
         OR EXISTS (SELECT FROM node_deciders k WHERE k.node_did = p_node AND k.person_id = p_person)
         OR EXISTS (SELECT FROM group_members m WHERE m.person_id = p_person) AND hakim_group_sees(p_node, p_person))
$$;

REVOKE EXECUTE ON FUNCTION hakim_may_see(TEXT, TEXT) FROM PUBLIC;
