-- A run has ended, whoever wrote it: whether it helped is judged from now on. A lost job that ends after all is judged again.
CREATE OR REPLACE FUNCTION hakim_job_ended()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  INSERT INTO job_verdicts (job_id) VALUES (NEW.job_id)
  ON CONFLICT (job_id) DO UPDATE SET ended_at = now(), look_at = now(), settled_at = NULL, verdict = NULL,
    evidence = NULL, back_at = NULL;
  RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_job_ended() FROM PUBLIC;
