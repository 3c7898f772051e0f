-- What was requested has changed, or was completed in the transaction that requests it: its document follows.
CREATE OR REPLACE FUNCTION hakim_request_changed()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  PERFORM hakim_make_document(NEW.job_id);
  RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_request_changed() FROM PUBLIC;
