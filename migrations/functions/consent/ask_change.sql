-- Asks the owners, for the person who acts, about a change of who decides; the guard of the table checks their right to.
CREATE OR REPLACE FUNCTION hakim_ask_change(p_kind TEXT, p_node TEXT, p_what JSONB, p_reason TEXT, p_person TEXT)
RETURNS UUID
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE asked UUID;
BEGIN
  PERFORM hakim_require_actor(p_person, false);
  INSERT INTO consent_changes (kind, node_did, what, reason, asked_by) VALUES (p_kind, p_node, p_what, p_reason, p_person)
  RETURNING change_id INTO asked;
  RETURN asked;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_ask_change(TEXT, TEXT, JSONB, TEXT, TEXT) FROM PUBLIC;
