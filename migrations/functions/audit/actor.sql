-- Who acts in this transaction, as its program has said; null for one that says nothing.
CREATE OR REPLACE FUNCTION hakim_actor()
RETURNS TEXT
LANGUAGE sql STABLE
AS $$
  SELECT nullif(current_setting('hakim.actor', true), '')
$$;

REVOKE EXECUTE ON FUNCTION hakim_actor() FROM PUBLIC;
