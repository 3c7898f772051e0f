-- Whether each number is shown as it is stored. A double is printed with the fewest digits that identify it, here and
-- in JavaScript. A number beyond any double is shown as unreadable and never approved.
CREATE OR REPLACE FUNCTION hakim_exact(params JSONB)
RETURNS BOOLEAN
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET extra_float_digits = 1
AS $$
  SELECT coalesce(bool_and(CASE
    WHEN n = 0 OR abs(n) > 1.7976931348623157e308 THEN true
    WHEN abs(n) < 2.2250738585072014e-308 THEN false
    ELSE n = hakim_shortest(n::float8) END), true)
  FROM (SELECT v::numeric AS n FROM jsonb_path_query(coalesce(params, 'null'), 'strict $.**') v
        WHERE jsonb_typeof(v) = 'number' OFFSET 0) numbers
$$;

REVOKE EXECUTE ON FUNCTION hakim_exact(JSONB) FROM PUBLIC;
