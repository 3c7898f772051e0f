-- Enrols a key of the person who acts; without days it does not expire.
CREATE OR REPLACE FUNCTION hakim_enrol_key(
  p_person TEXT, p_key TEXT, p_kind TEXT, p_name TEXT, p_credential TEXT, p_rp TEXT, p_origins TEXT[],
  p_days INTEGER)
RETURNS SETOF consent_keys
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  PERFORM hakim_require_actor(p_person, false);
  RETURN QUERY INSERT INTO consent_keys (person_id, key, kind, name, credential_id, rp_id, origins, expires_at)
    VALUES (p_person, p_key, p_kind, p_name, p_credential, p_rp, p_origins, now() + make_interval(days => p_days)) RETURNING *;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_enrol_key(TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT[], INTEGER) FROM PUBLIC;
