-- Ends all tokens of a node's agent for good, for an administrator or an owner of the node; returns how many.
CREATE OR REPLACE FUNCTION hakim_end_tokens_of(p_node TEXT)
RETURNS INTEGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE ended INTEGER;
BEGIN
  PERFORM hakim_require_actor((SELECT p.id FROM node_owners o JOIN people p ON p.id = o.person_id
                               WHERE o.node_did = p_node AND p.did = hakim_actor()), true);
  UPDATE tokens SET revoked_at = now() WHERE node_did = p_node AND revoked_at IS NULL;
  GET DIAGNOSTICS ended = ROW_COUNT;
  RETURN ended;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_end_tokens_of(TEXT) FROM PUBLIC;
