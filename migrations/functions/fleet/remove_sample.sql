-- Removes the nodes of the sample fleet and their jobs, for an administrator.
CREATE OR REPLACE FUNCTION hakim_remove_sample()
RETURNS TABLE (jobs INTEGER, nodes INTEGER)
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  PERFORM hakim_require_actor(NULL, true);
  DELETE FROM maintenance_jobs j WHERE j.target_node_did IN (SELECT n.node_did FROM nodes n WHERE n.is_sample);
  GET DIAGNOSTICS jobs = ROW_COUNT;
  DELETE FROM nodes n WHERE n.is_sample;
  GET DIAGNOSTICS nodes = ROW_COUNT;
  RETURN NEXT;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_remove_sample() FROM PUBLIC;
