-- Adds a token: a person's own, or for an administrator one of a node's agent. Returns its id.
CREATE OR REPLACE FUNCTION hakim_add_token(
  p_hash BYTEA, p_node TEXT, p_person TEXT, p_name TEXT, p_scopes TEXT[], p_until TIMESTAMPTZ, p_replaces UUID)
RETURNS UUID
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE made UUID;
BEGIN
  PERFORM hakim_require_actor(p_person, p_person IS NULL);
  INSERT INTO tokens (token_hash, node_did, person_id, name, scopes, expires_at, replaces)
  VALUES (p_hash, p_node, p_person, p_name, p_scopes, p_until, p_replaces) RETURNING token_id INTO made;
  RETURN made;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_add_token(BYTEA, TEXT, TEXT, TEXT, TEXT[], TIMESTAMPTZ, UUID) FROM PUBLIC;
