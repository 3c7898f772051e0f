-- When a job was requested, by the clock of the database: when the log says so, or when the first of its documents was made,
-- whichever is earlier. A later revision is the same request, also where the first one had nothing that a document takes. The kind of an
-- event is the first one in it: jsonb orders keys by length, and a history, which may hold any key, comes later.
CREATE OR REPLACE FUNCTION hakim_requested_at(p_job UUID)
RETURNS TIMESTAMPTZ
LANGUAGE sql STABLE
AS $$
  SELECT coalesce(
    least(
      (SELECT a.made_at FROM approval_documents a WHERE a.job_id = p_job ORDER BY a.revision LIMIT 1),
      (SELECT (e.body::jsonb ->> 'at')::timestamptz FROM job_events e
       WHERE e.stream = 'job:' || p_job AND e.seq = 1 AND substring(e.body, '"kind": "([^"]*)"') = 'requested')),
    (SELECT j.created_at FROM maintenance_jobs j WHERE j.job_id = p_job))
$$;

REVOKE EXECUTE ON FUNCTION hakim_requested_at(UUID) FROM PUBLIC;
