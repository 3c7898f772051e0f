-- Notes that tokens were used. The first use of a token ends the one that it replaces.
CREATE OR REPLACE FUNCTION hakim_tokens_used(p_ids UUID[])
RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
  WITH used AS (
    UPDATE tokens SET last_used_at = now() WHERE token_id IN (
      SELECT token_id FROM tokens WHERE token_id = ANY (p_ids) ORDER BY token_id FOR UPDATE SKIP LOCKED)
    RETURNING replaces)
  UPDATE tokens SET revoked_at = now()
  WHERE token_id IN (SELECT replaces FROM used WHERE replaces IS NOT NULL) AND revoked_at IS NULL
$$;

REVOKE EXECUTE ON FUNCTION hakim_tokens_used(UUID[]) FROM PUBLIC;
