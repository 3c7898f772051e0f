-- Names who acts in this transaction. A role that does not own the tables has to send what proves it: the token of a running
-- session, a token of the person or of the node's agent, or the link that the person was given; a provider's word counts as far
-- as the person has an account there.
CREATE OR REPLACE FUNCTION hakim_act(p_did TEXT, p_kind TEXT, p_secret TEXT)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  IF NOT hakim_by_owner() AND NOT (CASE p_kind
    WHEN 'session' THEN EXISTS (
      SELECT FROM sessions s JOIN people p ON p.id = s.person_id
      WHERE s.token = p_secret AND s.expires_at > clock_timestamp() AND p.did = p_did AND p.disabled_at IS NULL)
    WHEN 'token' THEN EXISTS (
      SELECT FROM tokens t LEFT JOIN people p ON p.id = t.person_id
      WHERE t.token_hash = sha256(convert_to(p_secret, 'UTF8')) AND t.revoked_at IS NULL
        AND coalesce(t.expires_at > clock_timestamp(), true)
        AND (t.node_did = p_did OR p.did = p_did AND p.disabled_at IS NULL))
    WHEN 'link' THEN EXISTS (
      SELECT FROM password_resets r JOIN people p ON p.id = r.person_id
      WHERE r.token_hash = sha256(convert_to(p_secret, 'UTF8')) AND r.expires_at > clock_timestamp()
        AND p.did = p_did AND p.disabled_at IS NULL)
    WHEN 'provider' THEN EXISTS (
      SELECT FROM accounts a JOIN people p ON p.id = a.person_id
      WHERE a.provider_id = p_secret AND a.provider_id <> 'credential' AND p.did = p_did AND p.disabled_at IS NULL)
    ELSE false END) THEN
    RAISE EXCEPTION 'Nobody with this DID has shown who they are'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'actor_unknown',
            HINT = 'Sign in again, or use a token that works.';
  END IF;
  PERFORM set_config('hakim.actor', p_did, true), set_config('hakim.actor_proof', hakim_actor_proof(p_did), true);
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_act(TEXT, TEXT, TEXT) FROM PUBLIC;
