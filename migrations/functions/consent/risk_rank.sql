-- The rank of a risk; null for an unknown one.
CREATE OR REPLACE FUNCTION hakim_risk_rank(risk TEXT)
RETURNS INTEGER
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  SELECT array_position(ARRAY['low', 'medium', 'high'], risk)
$$;

REVOKE EXECUTE ON FUNCTION hakim_risk_rank(TEXT) FROM PUBLIC;
