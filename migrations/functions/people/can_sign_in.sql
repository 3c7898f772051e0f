-- Whether somebody has a way to sign in for themselves: a password, a passkey or an account at a provider.
CREATE OR REPLACE FUNCTION hakim_can_sign_in(person TEXT)
RETURNS boolean
LANGUAGE sql STABLE
AS $$
  SELECT EXISTS (SELECT FROM accounts a WHERE a.person_id = person
                 AND (a.provider_id <> 'credential' OR a.password IS NOT NULL))
      OR EXISTS (SELECT FROM passkeys k WHERE k.person_id = person)
$$;

REVOKE EXECUTE ON FUNCTION hakim_can_sign_in(TEXT) FROM PUBLIC;
