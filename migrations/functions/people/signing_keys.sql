-- The keys with which a person can sign now.
CREATE OR REPLACE FUNCTION hakim_signing_keys(p_person TEXT)
RETURNS SETOF consent_keys
LANGUAGE sql STABLE
AS $$
  SELECT * FROM consent_keys
  WHERE person_id = p_person AND revoked_at IS NULL AND coalesce(expires_at > clock_timestamp(), true)
$$;

REVOKE EXECUTE ON FUNCTION hakim_signing_keys(TEXT) FROM PUBLIC;
