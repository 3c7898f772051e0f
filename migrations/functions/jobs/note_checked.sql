-- Notes for this transaction that a job's details are what the log says, or that an event says otherwise.
CREATE OR REPLACE FUNCTION hakim_note_checked(p_job UUID)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  name CONSTANT TEXT := 'hakim.checked_' || left(p_job::text, 2);
BEGIN
  PERFORM set_config(name, coalesce(current_setting(name, true), '') || hakim_actor_proof('details ' || p_job), true);
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_note_checked(UUID) FROM PUBLIC;
