-- What somebody signed, as the digest that the signature is over; in a list, the digest that stands in it.
CREATE OR REPLACE FUNCTION hakim_statement_digest(p_tag TEXT, p_statement JSONB)
RETURNS TEXT
LANGUAGE sql IMMUTABLE
AS $$
  SELECT encode(sha256(convert_to(p_tag || E'\n' || hakim_canonical(p_statement), 'UTF8')), 'hex')
$$;

REVOKE EXECUTE ON FUNCTION hakim_statement_digest(TEXT, JSONB) FROM PUBLIC;
