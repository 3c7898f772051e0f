-- Revokes a key of the person who acts. False if they have no such key that is not revoked yet.
CREATE OR REPLACE FUNCTION hakim_revoke_key(p_person TEXT, p_key UUID)
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  PERFORM hakim_require_actor(p_person, false);
  UPDATE consent_keys SET revoked_at = now() WHERE person_id = p_person AND key_id = p_key AND revoked_at IS NULL;
  RETURN FOUND;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_revoke_key(TEXT, UUID) FROM PUBLIC;
