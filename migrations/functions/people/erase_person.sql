-- Replaces name and address of a disabled person for good and ends what acts in their name, for an administrator.
CREATE OR REPLACE FUNCTION hakim_erase_person(p_person TEXT)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  PERFORM hakim_require_actor(NULL, true);
  UPDATE people SET name = 'Erased person', email = 'erased-' || id || '@erased.invalid', image = NULL, erased_at = now()
  WHERE id = p_person;
  UPDATE tokens SET revoked_at = coalesce(revoked_at, now()) WHERE person_id = p_person;
  DELETE FROM notice_channels WHERE person_id = p_person;
  DELETE FROM saved_views WHERE person_id = p_person;
  DELETE FROM pinned_nodes WHERE person_id = p_person;
  UPDATE wall_links SET revoked_at = coalesce(revoked_at, now()) WHERE created_by = p_person;
  UPDATE consent_keys SET name = 'Erased', revoked_at = coalesce(revoked_at, now()) WHERE person_id = p_person;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_erase_person(TEXT) FROM PUBLIC;
