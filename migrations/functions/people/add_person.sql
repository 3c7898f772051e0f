-- Adds a person; false if the address, the DID or the id is taken. A role that does not own the tables adds those who were
-- invited, with the role of the invitation; those whom a provider vouches for that the owner lets give roles; and the first
-- administrator. p_joins: the new person does it themselves. The invitation of the address is used up.
CREATE OR REPLACE FUNCTION hakim_add_person(
  p_id TEXT, p_name TEXT, p_email TEXT, p_did TEXT, p_role TEXT, p_joins BOOLEAN, p_issuer TEXT)
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  IF NOT hakim_by_owner() AND (p_id LIKE 'local-%' OR NOT (
      EXISTS (SELECT FROM invitations WHERE email = p_email AND role = p_role AND expires_at > now())
      OR EXISTS (SELECT FROM role_providers WHERE issuer = p_issuer)
      OR p_role = 'admin' AND NOT EXISTS (
        SELECT FROM people WHERE role = 'admin' AND disabled_at IS NULL AND id NOT LIKE 'local-%'))) THEN
    RAISE EXCEPTION 'Nobody has invited this person'
      USING ERRCODE = 'insufficient_privilege',
            HINT = 'Invite them, or run "hakim user create" or "hakim migrate" as the owner of the tables.';
  END IF;
  IF EXISTS (SELECT FROM people WHERE email = p_email OR did = p_did OR id = p_id) THEN
    RETURN false;
  END IF;
  IF p_joins AND hakim_actor() IS NULL THEN
    PERFORM set_config('hakim.actor', p_did, true), set_config('hakim.actor_proof', hakim_actor_proof(p_did), true);
  END IF;
  INSERT INTO people (id, name, email, email_verified, did, role) VALUES (p_id, p_name, p_email, true, p_did, p_role)
  ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  DELETE FROM invitations WHERE email = p_email;
  RETURN true;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_add_person(TEXT, TEXT, TEXT, TEXT, TEXT, BOOLEAN, TEXT) FROM PUBLIC;
