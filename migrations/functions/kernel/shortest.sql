-- The number with the fewest digits that is read as this double, as ECMAScript prints it. PostgreSQL takes none that lies
-- exactly between two doubles, though it reads it as the even one; only whole numbers from 2^53 on have such.
CREATE OR REPLACE FUNCTION hakim_shortest(value FLOAT8)
RETURNS NUMERIC
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET extra_float_digits = 1
AS $$
  SELECT CASE WHEN abs(value) BETWEEN 9007199254740992 AND 1e24 THEN coalesce(
    (SELECT shorter FROM generate_series(23, 1, -1) zeros CROSS JOIN generate_series(0, 1) up
     CROSS JOIN LATERAL (SELECT (trunc(printed / 10::numeric ^ zeros) + sign(printed) * up) * 10::numeric ^ zeros AS shorter) s
     WHERE shorter::float8 = value ORDER BY zeros DESC LIMIT 1), printed) ELSE printed END
  FROM (SELECT value::text::numeric AS printed) p
$$;

REVOKE EXECUTE ON FUNCTION hakim_shortest(FLOAT8) FROM PUBLIC;
