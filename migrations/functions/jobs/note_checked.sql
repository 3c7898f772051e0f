-- Notes for this transaction that a job's details are what the log says, or that an event says otherwise; false if that was
-- noted already.
CREATE OR REPLACE FUNCTION hakim_note_checked(p_job UUID)
RETURNS BOOLEAN
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  name CONSTANT TEXT := 'hakim.checked_' || left(p_job::text, 2);
  noted CONSTANT TEXT := coalesce(current_setting(name, true), '');
  proof CONSTANT TEXT := hakim_actor_proof('details ' || p_job);
BEGIN
  IF strpos(noted, proof) > 0 THEN RETURN false; END IF;
  PERFORM set_config(name, noted || proof, true);
  RETURN true;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_note_checked(UUID) FROM PUBLIC;
