-- Each new event gets its place in the index of the log. What people are told of jobs waits for the clock, if anybody is told.
CREATE OR REPLACE FUNCTION hakim_event_added()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  PERFORM hakim_index_event(NEW.event_id, NEW.stream, NEW.body);
  IF starts_with(NEW.stream, 'job:') THEN
    INSERT INTO untold_events (event_id)
    SELECT NEW.event_id FROM audit_entries e
    WHERE e.event_id = NEW.event_id AND e.kind IN ('requested', 'status', 'glass broken', 'comment')
      AND EXISTS (SELECT FROM notice_channels WHERE enabled);
  END IF;
  RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_event_added() FROM PUBLIC;
