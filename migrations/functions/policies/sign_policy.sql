-- Takes the next revision of a policy, signed by the person who acts; the one before it ends. Returns its number.
CREATE OR REPLACE FUNCTION hakim_sign_policy(p_person TEXT, p_name TEXT, p_key UUID, p_signed JSONB)
RETURNS INTEGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  said CONSTANT JSONB := p_signed -> 'policy';
  policy CONSTANT UUID := said ->> 'policy_id';
  taken INTEGER;
BEGIN
  PERFORM hakim_require_actor(p_person, false);
  -- Before the policy, in the order of whoever revokes the key.
  PERFORM FROM consent_keys WHERE key_id = p_key FOR SHARE;
  INSERT INTO policies AS c (policy_id, person_id, name) VALUES (policy, p_person, p_name)
  ON CONFLICT (policy_id) DO UPDATE SET name = excluded.name WHERE c.person_id = excluded.person_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'Only its owner changes a policy' USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'actor_right';
  END IF;
  UPDATE policy_revisions SET ended_at = clock_timestamp(), ended_by = p_person WHERE policy_id = policy AND ended_at IS NULL;
  INSERT INTO policy_revisions (policy_id, revision, digest, signed, key_id, starts, ends)
  VALUES (policy, (said ->> 'revision')::int, '', p_signed, p_key, (said ->> 'starts')::timestamptz,
          (said ->> 'ends')::timestamptz)
  RETURNING revision INTO taken;
  RETURN taken;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_sign_policy(TEXT, TEXT, UUID, JSONB) FROM PUBLIC;
