-- The number of the last event of the chain of rights when this transaction first counted consent: what it counts by is that or newer.
-- A change of rights that is committed later may have an event with a lower id, so that ids alone do not tell.
CREATE OR REPLACE FUNCTION hakim_rights_seen()
RETURNS INTEGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  seen INTEGER := nullif(current_setting('hakim.rights_seen', true), '')::int;
BEGIN
  IF seen IS NULL THEN
    SELECT coalesce(max(e.seq), 0) INTO seen FROM job_events e WHERE e.stream = 'rights';
    PERFORM set_config('hakim.rights_seen', seen::text, true);
  END IF;
  RETURN seen;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_rights_seen() FROM PUBLIC;
