-- Marks the buckets of 5 minutes that any writer changes, to be rolled up again from the raw rows
-- (docs/decisions/0010-roll-ups.md). One mark for each node and hour: bit n of `buckets` is the hour's nth bucket.
CREATE OR REPLACE FUNCTION hakim_roll_ups_marked()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO roll_up_marks (node_key, hour, buckets)
    SELECT n.node_key, h.hour, bit_or(1 << (b.bucket - h.hour * 12))
    FROM fresh r JOIN nodes n ON n.node_did = r.target_node_did
    CROSS JOIN LATERAL (SELECT floor(date_part('epoch', r.timestamp) / 300)::int AS bucket) b
    CROSS JOIN LATERAL (SELECT floor(b.bucket / 12.0)::int AS hour) h
    WHERE r.timestamp BETWEEN '0001-01-01 00:00Z' AND '9999-12-31 00:00Z'
    GROUP BY 1, 2;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO roll_up_marks (node_key, hour, buckets)
    SELECT n.node_key, h.hour, bit_or(1 << (b.bucket - h.hour * 12))
    FROM gone r JOIN nodes n ON n.node_did = r.target_node_did
    CROSS JOIN LATERAL (SELECT floor(date_part('epoch', r.timestamp) / 300)::int AS bucket) b
    CROSS JOIN LATERAL (SELECT floor(b.bucket / 12.0)::int AS hour) h
    WHERE r.timestamp BETWEEN '0001-01-01 00:00Z' AND '9999-12-31 00:00Z'
    GROUP BY 1, 2;
  END IF;
  RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_roll_ups_marked() FROM PUBLIC;
