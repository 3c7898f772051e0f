-- Ends a link for a wall for good, for an administrator. Returns when, the first time as well as later; null when there is no such link.
CREATE OR REPLACE FUNCTION hakim_end_wall_link(p_id UUID)
RETURNS TIMESTAMPTZ
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE ended TIMESTAMPTZ;
BEGIN
  PERFORM hakim_require_actor(NULL, true);
  UPDATE wall_links SET revoked_at = coalesce(revoked_at, now()) WHERE link_id = p_id RETURNING revoked_at INTO ended;
  RETURN ended;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_end_wall_link(UUID) FROM PUBLIC;
