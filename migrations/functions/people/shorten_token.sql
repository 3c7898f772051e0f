-- Lets a token end after so many seconds, if it does not end sooner anyway, for its person or an administrator. Returns when.
CREATE OR REPLACE FUNCTION hakim_shorten_token(p_id UUID, p_seconds INTEGER)
RETURNS TIMESTAMPTZ
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE ends TIMESTAMPTZ;
BEGIN
  PERFORM hakim_require_actor((SELECT person_id FROM tokens WHERE token_id = p_id), true);
  UPDATE tokens SET expires_at = least(expires_at, now() + make_interval(secs => p_seconds)) WHERE token_id = p_id
  RETURNING expires_at INTO ends;
  RETURN ends;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_shorten_token(UUID, INTEGER) FROM PUBLIC;
