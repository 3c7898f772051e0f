-- The log's own guard: an event's place in the chain and its hash are set here, whoever inserts it
-- (docs/decisions/0011-audit-log.md).
CREATE OR REPLACE FUNCTION hakim_chain_event()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE last RECORD;
BEGIN
  -- Writers of the one chain of rights take turns; those of a job hold its row.
  IF NEW.stream = 'rights' THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('hakim.rights', 0));
  END IF;
  SELECT seq, hash INTO last FROM job_events WHERE stream = NEW.stream ORDER BY seq DESC LIMIT 1;
  NEW.seq := coalesce(last.seq, 0) + 1;
  NEW.prev_hash := last.hash;
  NEW.hash := hakim_event_hash(NEW.prev_hash, NEW.stream, NEW.seq, NEW.body);
  RETURN NEW;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_chain_event() FROM PUBLIC;
