-- Adds a link for a wall, for an administrator: whoever has it sees what they see. Returns its id.
CREATE OR REPLACE FUNCTION hakim_add_wall_link(
  p_hash BYTEA, p_person TEXT, p_name TEXT, p_page TEXT, p_query TEXT, p_embed TEXT[], p_until TIMESTAMPTZ)
RETURNS UUID
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE made UUID;
BEGIN
  -- Nobody makes one that shows what another administrator sees.
  PERFORM hakim_require_actor(p_person, false);
  PERFORM hakim_require_actor(NULL, true);
  INSERT INTO wall_links (token_hash, name, page, query, embed, created_by, expires_at)
  VALUES (p_hash, p_name, p_page, p_query, p_embed, p_person, p_until) RETURNING link_id INTO made;
  RETURN made;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_add_wall_link(BYTEA, TEXT, TEXT, TEXT, TEXT, TEXT[], TIMESTAMPTZ) FROM PUBLIC;
