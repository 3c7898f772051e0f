-- Writers for one node take turns, so that none acts on a state that is about to change.
CREATE OR REPLACE FUNCTION hakim_lock_latest(node TEXT)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  PERFORM FROM node_latest WHERE node_did = node FOR UPDATE;
  IF NOT FOUND THEN
    PERFORM FROM nodes WHERE node_did = node FOR NO KEY UPDATE;
    PERFORM FROM node_latest WHERE node_did = node FOR UPDATE;
  END IF;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_lock_latest(TEXT) FROM PUBLIC;
