-- Each new event gets its place in the index of the log.
CREATE OR REPLACE FUNCTION hakim_event_added()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  PERFORM hakim_index_event(NEW.event_id, NEW.stream, NEW.body);
  RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_event_added() FROM PUBLIC;
