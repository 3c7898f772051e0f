-- The trigger of what is known of a job beside its row and its details: the details are checked before it changes. Log lines
-- count once the job has ended; those of one job that come together are one change.
CREATE OR REPLACE FUNCTION hakim_check_before()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  job CONSTANT UUID := CASE TG_OP WHEN 'DELETE' THEN OLD.job_id ELSE NEW.job_id END;
  is_line CONSTANT BOOLEAN := TG_TABLE_NAME = 'job_log_lines';
  lines_of CONSTANT TEXT := hakim_actor_proof('lines ' || job);
BEGIN
  IF NOT is_line OR current_setting('hakim.lines_of', true) IS DISTINCT FROM lines_of THEN
    IF is_line THEN
      PERFORM set_config('hakim.lines_of', lines_of, true);
    END IF;
    UPDATE job_details d SET changed_xid = pg_current_xact_id() FROM maintenance_jobs j
    WHERE d.job_id = job AND NOT hakim_details_checked(job) AND j.job_id = job
      AND (NOT is_line OR j.status IN ('Completed', 'Failed', 'Rejected', 'Cancelled', 'Expired'));
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_check_before() FROM PUBLIC;
