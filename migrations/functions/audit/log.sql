-- Appends an event to a chain. Triggers call it; services do so only for what changes no right, such as an export.
CREATE OR REPLACE FUNCTION hakim_log(stream TEXT, kind TEXT, facts JSONB)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  -- Taken before the row gets its id, so that ids and the numbers of the chain have the same order.
  IF stream = 'rights' THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('hakim.rights', 0));
  END IF;
  INSERT INTO job_events (stream, body) VALUES (stream, (jsonb_build_object(
    'at', to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'kind', kind, 'db_role', session_user, 'actor_did', hakim_actor()) || facts)::text);
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_log(TEXT, TEXT, JSONB) FROM PUBLIC;
