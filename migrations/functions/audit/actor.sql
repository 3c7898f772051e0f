-- Who acts in this transaction; null if nobody does, or if somebody is only said to. The owner of the tables may name anybody,
-- any other role those who have proven to hakim_act who they are.
CREATE OR REPLACE FUNCTION hakim_actor()
RETURNS TEXT
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE named CONSTANT TEXT := nullif(current_setting('hakim.actor', true), '');
BEGIN
  IF named IS NULL OR hakim_by_owner() OR current_setting('hakim.actor_proof', true) = hakim_actor_proof(named) THEN
    RETURN named;
  END IF;
  RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_actor() FROM PUBLIC;
