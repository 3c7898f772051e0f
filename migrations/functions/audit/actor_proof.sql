-- What shows that hakim_act has named this actor in this very transaction. The digest within is as long as the secret, so that
-- nothing can be appended.
CREATE OR REPLACE FUNCTION hakim_actor_proof(p_did TEXT)
RETURNS TEXT
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT
AS $$
  SELECT encode(sha256(secret || sha256(convert_to(
    pg_backend_pid() || ' ' || pg_current_xact_id()::text || ' ' || p_did, 'UTF8'))), 'hex') FROM actor_secrets
$$;

REVOKE EXECUTE ON FUNCTION hakim_actor_proof(TEXT) FROM PUBLIC;
