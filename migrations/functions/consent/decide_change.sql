-- Decides, as the person who acts, on a change that waits; the guard of the table checks their right to and what they signed.
CREATE OR REPLACE FUNCTION hakim_decide_change(p_change UUID, p_state TEXT, p_person TEXT, p_key UUID, p_signed JSONB)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  PERFORM hakim_require_actor(p_person, false);
  IF p_state = 'done' THEN
    RAISE EXCEPTION 'A change is done when it is carried out'
      USING ERRCODE = 'insufficient_privilege', HINT = 'Agree to it, refuse it or withdraw it.';
  END IF;
  UPDATE consent_changes SET state = p_state, decided_by = p_person, key_id = p_key, signed = p_signed
  WHERE change_id = p_change;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_decide_change(UUID, TEXT, TEXT, UUID, JSONB) FROM PUBLIC;
