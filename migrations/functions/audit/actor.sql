-- Who acts in this transaction, as its program claims; null if it claims nobody.
CREATE OR REPLACE FUNCTION hakim_actor()
RETURNS TEXT
LANGUAGE sql STABLE
AS $$
  SELECT nullif(current_setting('hakim.actor', true), '')
$$;

REVOKE EXECUTE ON FUNCTION hakim_actor() FROM PUBLIC;
