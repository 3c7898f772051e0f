-- TRUNCATE has locked the table and no merge is under way, so the committed counts are all that there are.
CREATE OR REPLACE FUNCTION hakim_count_no_jobs()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('hakim job counts'));
  DELETE FROM job_counts;
  RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_count_no_jobs() FROM PUBLIC;
