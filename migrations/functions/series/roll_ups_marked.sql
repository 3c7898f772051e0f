-- Marks the hours that any writer changes, to be rolled up again from the raw rows (docs/decisions/0010-roll-ups.md).
CREATE OR REPLACE FUNCTION hakim_roll_ups_marked()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO roll_up_dirty_hours (node_key, hour)
    SELECT DISTINCT n.node_key, floor(date_part('epoch', r.timestamp) / 3600)::int
    FROM fresh r JOIN nodes n ON n.node_did = r.target_node_did
    WHERE r.timestamp BETWEEN '0001-01-01 00:00Z' AND '9999-12-31 00:00Z';
  END IF;
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO roll_up_dirty_hours (node_key, hour)
    SELECT DISTINCT n.node_key, floor(date_part('epoch', r.timestamp) / 3600)::int
    FROM gone r JOIN nodes n ON n.node_did = r.target_node_did
    WHERE r.timestamp BETWEEN '0001-01-01 00:00Z' AND '9999-12-31 00:00Z';
  END IF;
  RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_roll_ups_marked() FROM PUBLIC;
