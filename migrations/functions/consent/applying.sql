-- What shows that hakim_apply_change is at work in this very transaction. No DID is that long, so nobody can act by that name
-- and learn the proof.
CREATE OR REPLACE FUNCTION hakim_applying()
RETURNS TEXT
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT
AS $$
  SELECT hakim_actor_proof(repeat('-', 256))
$$;

REVOKE EXECUTE ON FUNCTION hakim_applying() FROM PUBLIC;
