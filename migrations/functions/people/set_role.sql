-- Gives a person another role, for an administrator; or as a provider says at which they have an account, if the owner of the
-- tables lets it give roles.
CREATE OR REPLACE FUNCTION hakim_set_role(p_person TEXT, p_role TEXT, p_issuer TEXT)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM role_providers r JOIN accounts a ON a.provider_id = r.issuer
                 WHERE r.issuer = p_issuer AND a.person_id = p_person) THEN
    PERFORM hakim_require_actor(NULL, true);
  END IF;
  UPDATE people SET role = p_role, updated_at = now() WHERE id = p_person;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_set_role(TEXT, TEXT, TEXT) FROM PUBLIC;
