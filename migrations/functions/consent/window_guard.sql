-- Maintenance windows of a node are set by its owners and by administrators. With their node they go.
CREATE OR REPLACE FUNCTION hakim_window_guard()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE node TEXT;
BEGIN
  FOREACH node IN ARRAY CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.node_did] WHEN 'DELETE' THEN ARRAY[OLD.node_did]
                                   ELSE ARRAY[OLD.node_did, NEW.node_did] END LOOP
    PERFORM hakim_require_actor((SELECT p.id FROM people p JOIN node_owners o ON o.person_id = p.id
                                 WHERE p.did = hakim_actor() AND o.node_did = node), true);
  END LOOP;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_window_guard() FROM PUBLIC;
