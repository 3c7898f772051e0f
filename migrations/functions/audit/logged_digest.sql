-- The digest of a job's details that its last event with one has; null if none has. An event need not be JSON; a quotation mark within its
-- texts has a backslash before it. The last one in an event: jsonb orders keys by length, so a history of any writer, which may hold
-- the same key, stands before it.
CREATE OR REPLACE FUNCTION hakim_logged_digest(p_job UUID)
RETURNS TEXT
LANGUAGE plpgsql STABLE
AS $$
DECLARE
  named CONSTANT TEXT := '"details_sha256": "';
BEGIN
  RETURN (SELECT substring(e.body, '.*' || named || '([0-9a-f]{64})"') FROM job_events e
          WHERE e.stream = 'job:' || p_job AND strpos(e.body, named) > 0 ORDER BY e.seq DESC LIMIT 1);
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_logged_digest(UUID) FROM PUBLIC;
