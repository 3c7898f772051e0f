-- Indexes up to so many events before the oldest indexed one; returns how many.
CREATE OR REPLACE FUNCTION hakim_index_older(p_limit INTEGER)
RETURNS INTEGER
LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
  WITH older AS MATERIALIZED (
    SELECT event_id, stream, body FROM job_events
    WHERE event_id < coalesce((SELECT min(event_id) FROM audit_entries), 9223372036854775807)
    ORDER BY event_id DESC LIMIT p_limit),
  added AS MATERIALIZED (SELECT hakim_index_event(event_id, stream, body) FROM older)
  SELECT count(*)::int FROM added
$$;

REVOKE EXECUTE ON FUNCTION hakim_index_older(INTEGER) FROM PUBLIC;
