-- Each new event gets its place in the index of the log. What people are told of jobs and of rights waits for the clock, if anybody is told.
CREATE OR REPLACE FUNCTION hakim_event_added()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  PERFORM hakim_index_event(NEW.event_id, NEW.stream, NEW.body);
  INSERT INTO untold_events (event_id)
  SELECT NEW.event_id FROM audit_entries e
  WHERE e.event_id = NEW.event_id
    AND (starts_with(NEW.stream, 'job:') AND e.kind IN ('requested', 'status', 'glass broken', 'comment')
         OR NEW.stream = 'rights' AND e.kind ~ '^(node_owners (insert|delete)|(approval_rules|rule_seats) (insert|update|delete))$')
    AND EXISTS (SELECT FROM notice_channels WHERE enabled);
  RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_event_added() FROM PUBLIC;
