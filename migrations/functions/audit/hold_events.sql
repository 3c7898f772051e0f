-- Waits until no transaction is writing events, and keeps others from it until this one ends.
CREATE OR REPLACE FUNCTION hakim_hold_events()
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  LOCK TABLE job_events IN SHARE MODE;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_hold_events() FROM PUBLIC;
