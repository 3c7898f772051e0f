-- Adds the vote of the person who acts; the guard of the table checks everything else about it.
CREATE OR REPLACE FUNCTION hakim_vote(
  p_job UUID, p_revision INTEGER, p_person TEXT, p_decision TEXT, p_hash TEXT, p_reason TEXT, p_key UUID, p_signed JSONB)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  PERFORM hakim_require_actor(p_person, false);
  INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash, reason, key_id, signed)
  VALUES (p_job, p_revision, p_person, p_decision, p_hash, p_reason, p_key, p_signed);
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_vote(UUID, INTEGER, TEXT, TEXT, TEXT, TEXT, UUID, JSONB) FROM PUBLIC;
