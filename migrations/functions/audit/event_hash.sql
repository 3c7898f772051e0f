-- The length precedes the stream, so that no two (stream, seq, body) share one text.
CREATE OR REPLACE FUNCTION hakim_event_hash(prev BYTEA, stream TEXT, seq INTEGER, body TEXT)
RETURNS BYTEA
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  SELECT sha256(coalesce(prev, ''::bytea)
    || convert_to(octet_length(stream) || ':' || stream || ':' || seq || ':' || body, 'UTF8'))
$$;

REVOKE EXECUTE ON FUNCTION hakim_event_hash(BYTEA, TEXT, INTEGER, TEXT) FROM PUBLIC;
