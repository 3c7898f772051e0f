-- A number as ECMAScript prints it: the fewest digits that identify the double, and an exponent only from 1e21 on and
-- below 1e-6.
CREATE OR REPLACE FUNCTION hakim_canonical_number(value NUMERIC)
RETURNS TEXT
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET extra_float_digits = 1
AS $$
  SELECT CASE WHEN abs(value) >= 1e21 OR value <> 0 AND abs(value::float8) < 1e-6
    THEN regexp_replace(value::float8::text, 'e([+-])0+', 'e\1')
    ELSE trim_scale(value::float8::text::numeric)::text END
$$;

REVOKE EXECUTE ON FUNCTION hakim_canonical_number(NUMERIC) FROM PUBLIC;
