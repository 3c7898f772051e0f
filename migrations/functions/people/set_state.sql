-- Disables or enables a person, for an administrator.
CREATE OR REPLACE FUNCTION hakim_set_state(p_person TEXT, p_disabled BOOLEAN, p_reason TEXT)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  PERFORM hakim_require_actor(NULL, true);
  UPDATE people SET disabled_at = CASE WHEN p_disabled THEN coalesce(disabled_at, now()) END, state_reason = p_reason,
    updated_at = now()
  WHERE id = p_person;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_set_state(TEXT, BOOLEAN, TEXT) FROM PUBLIC;
