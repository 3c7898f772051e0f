-- The number of the last event of the chain of rights when this transaction first counted consent: what it counts by is that or newer.
-- A change of rights that is committed later may have an event with a lower id, so that ids alone do not tell. Kept with what proves it, as any program could set it.
CREATE OR REPLACE FUNCTION hakim_rights_seen()
RETURNS INTEGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  said CONSTANT TEXT := coalesce(current_setting('hakim.rights_seen', true), '');
  seen TEXT := split_part(said, ' ', 1);
BEGIN
  IF said = '' OR said <> seen || ' ' || hakim_actor_proof('rights seen ' || seen) THEN
    SELECT coalesce(max(e.seq), 0)::text INTO seen FROM job_events e WHERE e.stream = 'rights';
    PERFORM set_config('hakim.rights_seen', seen || ' ' || hakim_actor_proof('rights seen ' || seen), true);
  END IF;
  RETURN seen::int;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_rights_seen() FROM PUBLIC;
