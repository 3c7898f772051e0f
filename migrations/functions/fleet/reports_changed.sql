-- Maintains the latest reports of nodes whose reports were updated or deleted.
CREATE OR REPLACE FUNCTION hakim_reports_changed()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE node TEXT;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    INSERT INTO nodes (node_did) SELECT DISTINCT target_node_did FROM fresh ORDER BY 1
    ON CONFLICT DO NOTHING;
    FOR node IN SELECT target_node_did FROM fresh UNION SELECT target_node_did FROM gone ORDER BY 1 LOOP
      PERFORM hakim_refresh_latest(node);
    END LOOP;
  ELSE
    FOR node IN SELECT DISTINCT target_node_did FROM gone ORDER BY 1 LOOP
      PERFORM hakim_refresh_latest(node);
    END LOOP;
  END IF;
  RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_reports_changed() FROM PUBLIC;
