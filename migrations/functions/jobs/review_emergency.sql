-- Adds the review of an emergency approval by the person who acts; the guard of the table checks everything else about it.
CREATE OR REPLACE FUNCTION hakim_review_emergency(
  p_job UUID, p_revision INTEGER, p_person TEXT, p_verdict TEXT, p_review TEXT)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  PERFORM hakim_require_actor(p_person, false);
  UPDATE break_glass SET reviewed_by = p_person, reviewed_at = now(), verdict = p_verdict, review = p_review
  WHERE job_id = p_job AND revision = p_revision;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_review_emergency(UUID, INTEGER, TEXT, TEXT, TEXT) FROM PUBLIC;
