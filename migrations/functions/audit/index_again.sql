-- Indexes once more the events of job ids that were requested more than once: earlier versions took the first request, or the last
-- one, for all of them.
CREATE OR REPLACE FUNCTION hakim_index_again()
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE again BIGINT[] := ARRAY(
  SELECT event_id FROM job_events JOIN audit_entries USING (event_id)
  WHERE stream IN (SELECT e.stream FROM audit_entries a JOIN job_events e USING (event_id)
                   WHERE a.kind = 'requested' GROUP BY e.stream HAVING count(*) > 1));
BEGIN
  IF again <> '{}' THEN
    DELETE FROM audit_entries WHERE event_id = ANY (again);
    DELETE FROM audit_people WHERE event_id = ANY (again);
    PERFORM hakim_index_event(event_id, stream, body) FROM job_events WHERE event_id = ANY (again);
  END IF;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_index_again() FROM PUBLIC;
