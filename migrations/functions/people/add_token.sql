-- Adds a token: a person's own, or for an administrator one of a node's agent. Returns its id.
CREATE OR REPLACE FUNCTION hakim_add_token(
  p_hash BYTEA, p_node TEXT, p_person TEXT, p_name TEXT, p_scopes TEXT[], p_until TIMESTAMPTZ, p_replaces UUID)
RETURNS UUID
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE made UUID;
BEGIN
  PERFORM hakim_require_actor(p_person, p_person IS NULL);
  -- The first use of the new token ends the old one.
  IF p_replaces IS NOT NULL AND NOT EXISTS (
      SELECT FROM tokens WHERE token_id = p_replaces AND node_did IS NOT DISTINCT FROM p_node
        AND person_id IS NOT DISTINCT FROM p_person) THEN
    RAISE EXCEPTION 'A token replaces one of the same node or person'
      USING ERRCODE = 'insufficient_privilege', HINT = 'Revoke the other one instead.';
  END IF;
  INSERT INTO tokens (token_hash, node_did, person_id, name, scopes, expires_at, replaces)
  VALUES (p_hash, p_node, p_person, p_name, p_scopes, p_until, p_replaces) RETURNING token_id INTO made;
  RETURN made;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_add_token(BYTEA, TEXT, TEXT, TEXT, TEXT[], TIMESTAMPTZ, UUID) FROM PUBLIC;
