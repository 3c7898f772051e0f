-- The same for the page of one job, looking at its details and votes as well and at what the last verification found of it. The
-- digest is over all lines of its log. More than Hakim keeps of one were added behind its back, and are not hashed.
CREATE OR REPLACE FUNCTION hakim_borne_out(p_job UUID, p_status TEXT)
RETURNS BOOLEAN
LANGUAGE plpgsql STABLE
AS $$
DECLARE
  job_stream CONSTANT TEXT := 'job:' || p_job;
  logged CONSTANT TEXT := hakim_logged_digest(p_job);
  most_lines CONSTANT INTEGER := 20000;
BEGIN
  IF NOT hakim_in_log(p_job, p_status) OR EXISTS (
      SELECT FROM jsonb_array_elements((
        SELECT v.report -> 'findings' FROM audit_verifications v WHERE v.outcome = 'done' ORDER BY v.run_id DESC LIMIT 1)) f
      WHERE f ->> 'stream' = job_stream) THEN
    RETURN false;
  END IF;
  IF logged IS NOT NULL AND EXISTS (SELECT FROM job_log_lines l WHERE l.job_id = p_job OFFSET most_lines) THEN
    RETURN false;
  END IF;
  IF logged IS NOT NULL AND logged <> hakim_job_digest(p_job) THEN
    RETURN false;
  END IF;
  RETURN NOT EXISTS (
    SELECT FROM job_votes v WHERE v.job_id = p_job AND v.withdrawn_at IS NULL AND logged IS NOT NULL AND NOT EXISTS (
      SELECT FROM job_events e WHERE e.stream = job_stream AND e.body LIKE '%"vote_id": "' || v.vote_id || '"%'
        -- What a writer of the history may have put there is no vote.
        AND strpos(e.body, '"history": ') = 0));
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_borne_out(UUID, TEXT) FROM PUBLIC;
