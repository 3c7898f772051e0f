-- A number as ECMAScript prints it: the fewest digits that identify the double, and an exponent only from 1e21 on and
-- below 1e-6.
CREATE OR REPLACE FUNCTION hakim_canonical_number(value NUMERIC)
RETURNS TEXT
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET extra_float_digits = 1
AS $$
DECLARE
  shortest CONSTANT NUMERIC := trim_scale(hakim_shortest(value::float8));
  digits TEXT;
BEGIN
  IF abs(value) >= 1e21 THEN
    digits := rtrim(abs(shortest)::text, '0');
    RETURN CASE WHEN shortest < 0 THEN '-' ELSE '' END || left(digits, 1)
      || CASE WHEN length(digits) > 1 THEN '.' || substr(digits, 2) ELSE '' END || 'e+' || length(abs(shortest)::text) - 1;
  ELSIF value <> 0 AND abs(value::float8) < 1e-6 THEN
    RETURN regexp_replace(value::float8::text, 'e([+-])0+', 'e\1');
  END IF;
  RETURN shortest::text;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_canonical_number(NUMERIC) FROM PUBLIC;
