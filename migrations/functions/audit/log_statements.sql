-- Writes into the log, once, which signed statements had counted before the log said so of each. An empty database has nothing to
-- say.
CREATE OR REPLACE FUNCTION hakim_log_statements()
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE part RECORD;
BEGIN
  IF NOT EXISTS (SELECT FROM job_events) THEN
    RETURN;
  END IF;
  -- What is stored counts, even if somebody took it out of the list.
  PERFORM hakim_note_statements();
  FOR part IN
    SELECT coalesce(max(n), 0) AS n, coalesce(jsonb_agg(digest), '[]') AS digests
    FROM (SELECT digest, (row_number() OVER (ORDER BY digest) - 1) / 500 AS n FROM used_statements) rows GROUP BY n ORDER BY n
  LOOP
    PERFORM hakim_log('rights', 'state', jsonb_build_object(
      'table', 'used_statements', 'part', part.n, 'rows', part.digests, 'version', 3));
  END LOOP;
  IF NOT FOUND THEN
    PERFORM hakim_log('rights', 'state', jsonb_build_object(
      'table', 'used_statements', 'part', 0, 'rows', '[]'::jsonb, 'version', 3));
  END IF;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_log_statements() FROM PUBLIC;
