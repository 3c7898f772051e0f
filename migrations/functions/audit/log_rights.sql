-- Writes each change of rights into the log. Secrets stay out of it: a token is named by its id, and what somebody signs in
-- with is one digest, so that a change of it is an event. So do names and addresses of people, because a log that nobody can
-- change would keep them after they are erased; a changed address shows in its digest.
CREATE OR REPLACE FUNCTION hakim_log_rights()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  left_out CONSTANT TEXT[] := ARRAY['token_hash', 'tasks', 'image', 'document', 'last_used_at', 'last_sign_in_at', 'updated_at',
    'access_token', 'refresh_token', 'id_token', 'counter', 'failed_verification_count', 'locked_until'];
  secrets CONSTANT TEXT[] := ARRAY['password', 'secret', 'backup_codes', 'public_key'];
  was JSONB := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) - left_out END;
  now_is JSONB := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) - left_out END;
BEGIN
  IF TG_TABLE_NAME IN ('people', 'invitations') THEN
    was := (was - ARRAY['name', 'email'])
      || jsonb_build_object('email_sha256', encode(sha256(convert_to(was ->> 'email', 'UTF8')), 'hex'));
    now_is := (now_is - ARRAY['name', 'email'])
      || jsonb_build_object('email_sha256', encode(sha256(convert_to(now_is ->> 'email', 'UTF8')), 'hex'));
  ELSIF TG_TABLE_NAME IN ('accounts', 'two_factors', 'passkeys') THEN
    was := (was - secrets) || jsonb_build_object('secrets_sha256', encode(sha256(convert_to(
      concat_ws(' ', was ->> 'password', was ->> 'secret', was ->> 'backup_codes', was ->> 'public_key'), 'UTF8')), 'hex'));
    now_is := (now_is - secrets) || jsonb_build_object('secrets_sha256', encode(sha256(convert_to(
      concat_ws(' ', now_is ->> 'password', now_is ->> 'secret', now_is ->> 'backup_codes', now_is ->> 'public_key'),
      'UTF8')), 'hex'));
  END IF;
  IF was IS DISTINCT FROM now_is THEN
    PERFORM hakim_log('rights', lower(TG_TABLE_NAME || ' ' || TG_OP), jsonb_build_object('was', was, 'is', now_is));
  END IF;
  RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_log_rights() FROM PUBLIC;
