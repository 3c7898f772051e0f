-- Ends a policy of the person who acts. False if none of its revisions was in force.
CREATE OR REPLACE FUNCTION hakim_end_policy(p_person TEXT, p_policy UUID)
RETURNS BOOLEAN
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  PERFORM hakim_require_actor(p_person, false);
  -- Votes by it take turns with its end.
  PERFORM FROM policies WHERE policy_id = p_policy AND person_id = p_person FOR UPDATE;
  UPDATE policy_revisions r SET ended_at = clock_timestamp(), ended_by = p_person
  FROM policies c WHERE c.policy_id = p_policy AND c.person_id = p_person AND r.policy_id = p_policy AND r.ended_at IS NULL;
  RETURN FOUND;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_end_policy(TEXT, UUID) FROM PUBLIC;
