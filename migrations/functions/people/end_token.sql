-- Ends a token for good, for its person or an administrator. Returns when, the first time as well as later; null when there is
-- no such token.
CREATE OR REPLACE FUNCTION hakim_end_token(p_id UUID)
RETURNS TIMESTAMPTZ
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE ended TIMESTAMPTZ;
BEGIN
  PERFORM hakim_require_actor((SELECT person_id FROM tokens WHERE token_id = p_id), true);
  UPDATE tokens SET revoked_at = coalesce(revoked_at, now()) WHERE token_id = p_id RETURNING revoked_at INTO ended;
  RETURN ended;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_end_token(UUID) FROM PUBLIC;
