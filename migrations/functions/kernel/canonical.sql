-- JSON as RFC 8785 writes it, like `canonicalJson` in TypeScript: equal values give equal bytes. Its numbers must be
-- doubles (`hakim_exact`), and it must not be nested deeper than the stack allows.
CREATE OR REPLACE FUNCTION hakim_canonical(value JSONB)
RETURNS TEXT
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
BEGIN
  RETURN CASE jsonb_typeof(value)
    WHEN 'object' THEN (
      SELECT '{' || coalesce(string_agg(to_json(key)::text || ':' || hakim_canonical(member), ','
                             ORDER BY hakim_utf16(key)), '') || '}'
      FROM jsonb_each(value) AS e (key, member))
    WHEN 'array' THEN (
      -- A text is written as it stands: a list of digests needs no call for each.
      SELECT '[' || coalesce(string_agg(
               CASE jsonb_typeof(item) WHEN 'string' THEN item::text ELSE hakim_canonical(item) END, ',' ORDER BY n), '') || ']'
      FROM jsonb_array_elements(value) WITH ORDINALITY AS e (item, n))
    WHEN 'number' THEN hakim_canonical_number(value::numeric)
    ELSE value::text END;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_canonical(JSONB) FROM PUBLIC;
