-- The UTF-16 code units of a text, by which RFC 8785 orders the members of an object.
CREATE OR REPLACE FUNCTION hakim_utf16(value TEXT)
RETURNS INTEGER[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  SELECT coalesce(array_agg(unit ORDER BY n, m), '{}')
  FROM (SELECT ascii(c) AS code, n FROM string_to_table(value, NULL) WITH ORDINALITY AS t (c, n)) points
  CROSS JOIN LATERAL unnest(CASE WHEN code < 65536 THEN ARRAY[code]
    ELSE ARRAY[55296 + ((code - 65536) >> 10), 56320 + ((code - 65536) & 1023)] END) WITH ORDINALITY AS u (unit, m)
$$;

REVOKE EXECUTE ON FUNCTION hakim_utf16(TEXT) FROM PUBLIC;
