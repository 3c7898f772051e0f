-- A metric as a number so small that sums cannot overflow, or null; jsonb may hold 1e400 and 1e-400. Less than half of the smallest
-- number there is (5e-324), which PostgreSQL does not round, is 0.
CREATE OR REPLACE FUNCTION hakim_metric(value JSONB)
RETURNS DOUBLE PRECISION
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  SELECT CASE WHEN jsonb_typeof(value) = 'number' AND abs(value::numeric) < 1e290
              THEN CASE WHEN abs(value::numeric) < 2.4703282292062328e-324 THEN 0
                        ELSE value::numeric::double precision END END
$$;

REVOKE EXECUTE ON FUNCTION hakim_metric(JSONB) FROM PUBLIC;
