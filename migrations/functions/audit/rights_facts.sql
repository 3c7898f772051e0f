-- What the log says of a row of rights. Secrets stay out of it: what somebody signs in with is one digest, so that a change of
-- it is an event, and a token is the digest of what is stored of it. So do names and addresses of people, because a log that
-- nobody can change would keep them after they are erased; a changed address shows in its digest.
CREATE OR REPLACE FUNCTION hakim_rights_facts(p_table TEXT, p_row JSONB)
RETURNS JSONB
LANGUAGE plpgsql IMMUTABLE STRICT
AS $$
DECLARE
  facts JSONB := p_row - ARRAY['token_hash', 'tasks', 'tasks_announced_at', 'image', 'document', 'last_used_at', 'last_sign_in_at', 'updated_at',
    'access_token', 'refresh_token', 'id_token', 'counter', 'failed_verification_count', 'locked_until'];
BEGIN
  IF p_table IN ('people', 'invitations') THEN
    facts := (facts - ARRAY['name', 'email'])
      || jsonb_build_object('email_sha256', encode(sha256(convert_to(p_row ->> 'email', 'UTF8')), 'hex'));
  ELSIF p_table IN ('accounts', 'two_factors', 'passkeys') THEN
    facts := (facts - ARRAY['password', 'secret', 'backup_codes', 'public_key'])
      || jsonb_build_object('secrets_sha256', encode(sha256(convert_to(concat_ws(' ', p_row ->> 'password',
           p_row ->> 'secret', p_row ->> 'backup_codes', p_row ->> 'public_key'), 'UTF8')), 'hex'));
  END IF;
  IF p_row ? 'token_hash' THEN
    facts := facts
      || jsonb_build_object('token_sha256', encode(sha256(convert_to(p_row ->> 'token_hash', 'UTF8')), 'hex'));
  END IF;
  RETURN facts;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_rights_facts(TEXT, JSONB) FROM PUBLIC;
