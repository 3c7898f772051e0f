-- Writes into the log how a job's details, times and documents are at the end of a transaction, unless its last event with a
-- digest of them says the same. The revision stands in it, as votes on an earlier one no longer count.
CREATE OR REPLACE FUNCTION hakim_log_details()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  digest TEXT;
  logged TEXT;
BEGIN
  IF TG_TABLE_NAME = 'job_details' AND current_setting('hakim.details_logged', true)
       = NEW.job_id || ' ' || (SELECT d.ctid FROM job_details d WHERE d.job_id = NEW.job_id) THEN
    RETURN NULL;
  END IF;
  PERFORM FROM maintenance_jobs WHERE job_id = NEW.job_id FOR UPDATE;
  digest := hakim_job_digest(NEW.job_id);
  logged := hakim_logged_digest(NEW.job_id);
  IF digest IS DISTINCT FROM logged AND digest IS NOT NULL THEN
    PERFORM hakim_log('job:' || NEW.job_id, 'details', jsonb_build_object('details_sha256', digest,
      'revision', (SELECT d.revision FROM job_details d WHERE d.job_id = NEW.job_id)));
  END IF;
  RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_log_details() FROM PUBLIC;
