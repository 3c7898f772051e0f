-- The last eight entries of a list: as many changes of status as make a node flap.
CREATE OR REPLACE FUNCTION hakim_last_eight(list ANYARRAY)
RETURNS ANYARRAY
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  SELECT list[greatest(cardinality(list) - 7, 1):]
$$;

REVOKE EXECUTE ON FUNCTION hakim_last_eight(ANYARRAY) FROM PUBLIC;
