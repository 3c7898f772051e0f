-- Withdraws the vote of the person who acts, if there is one in this revision.
CREATE OR REPLACE FUNCTION hakim_withdraw_vote(p_job UUID, p_revision INTEGER, p_person TEXT)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  PERFORM hakim_require_actor(p_person, false);
  UPDATE job_votes SET withdrawn_at = now()
  WHERE job_id = p_job AND revision = p_revision AND person_id = p_person AND withdrawn_at IS NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_withdraw_vote(UUID, INTEGER, TEXT) FROM PUBLIC;
