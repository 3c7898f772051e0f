-- Invites an address, for an administrator; the link that it was sent before stops working.
CREATE OR REPLACE FUNCTION hakim_invite(p_email TEXT, p_role TEXT, p_hash BYTEA, p_by TEXT, p_until TIMESTAMPTZ)
RETURNS UUID
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE made UUID;
BEGIN
  PERFORM hakim_require_actor(NULL, true);
  INSERT INTO invitations (email, role, token_hash, invited_by, expires_at)
  VALUES (p_email, p_role, p_hash, p_by, p_until)
  ON CONFLICT (email) DO UPDATE SET role = excluded.role, token_hash = excluded.token_hash,
    invited_by = excluded.invited_by, created_at = now(), expires_at = excluded.expires_at
  RETURNING invitation_id INTO made;
  RETURN made;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_invite(TEXT, TEXT, BYTEA, TEXT, TIMESTAMPTZ) FROM PUBLIC;
