-- Adds what a statement changed to the counts of jobs by status. Rows are only added, so that no two writers wait for
-- each other; the clock adds them up (docs/decisions/0013-job-board.md).
CREATE OR REPLACE FUNCTION hakim_count_jobs()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO job_counts SELECT status, count(*) FROM added GROUP BY status;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO job_counts SELECT status, -count(*) FROM removed GROUP BY status;
  ELSE
    INSERT INTO job_counts
    SELECT status, sum(n)
    FROM (SELECT status, 1 AS n FROM added UNION ALL SELECT status, -1 FROM removed) both_sides
    GROUP BY status HAVING sum(n) <> 0;
  END IF;
  RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_count_jobs() FROM PUBLIC;
