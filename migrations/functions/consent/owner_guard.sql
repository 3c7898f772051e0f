-- A node's first owners are named together, freely. After that its owners change only as they themselves agreed, or as nobody
-- refused in time, and whoever comes later counts for no request made before.
CREATE OR REPLACE FUNCTION hakim_owner_guard()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  owned TIMESTAMPTZ;
  person RECORD;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.node_did, NEW.person_id, NEW.counts_from) IS DISTINCT FROM (OLD.node_did, OLD.person_id, OLD.counts_from) THEN
      RAISE EXCEPTION 'An owner of a node stays who they are'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'node_owners_kept',
              HINT = 'Ask for another owner, and for this one to be removed.';
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'INSERT' THEN
    -- An older snapshot would not see who has become an owner since.
    PERFORM hakim_require_read_committed();
    -- In a statement of its own: the next ones see what was committed while this one waited.
    PERFORM FROM nodes WHERE node_did = NEW.node_did FOR UPDATE;
    IF EXISTS (SELECT FROM node_owners WHERE node_did = NEW.node_did AND person_id = NEW.person_id) THEN
      RETURN NEW;
    END IF;
    -- Where there is no owner to ask, an administrator names one.
    IF NOT EXISTS (SELECT FROM node_owners WHERE node_did = NEW.node_did)
       AND coalesce(current_setting('hakim.applying', true), '') <> hakim_applying() THEN
      PERFORM hakim_require_actor(NULL, true);
    END IF;
    UPDATE nodes SET owned_since = coalesce((SELECT min(since) FROM node_owners WHERE node_did = NEW.node_did), now())
    WHERE node_did = NEW.node_did AND owned_since IS NULL;
    SELECT owned_since INTO owned FROM nodes WHERE node_did = NEW.node_did;
    -- As long as the transaction of the first owner lasts.
    IF owned = now() THEN
      NEW.counts_from := NULL;
      RETURN NEW;
    END IF;
    NEW.counts_from := clock_timestamp();
    SELECT id, did INTO person FROM people WHERE id = NEW.person_id;
    IF EXISTS (SELECT FROM node_owners WHERE node_did = NEW.node_did) AND NOT hakim_take_change('add_owner', NEW.node_did,
         jsonb_build_object('person_id', person.id, 'did', person.did)) THEN
      RAISE EXCEPTION 'The node has an owner, who was not asked about another one'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'node_owners_consent',
              HINT = 'Ask in Hakim: an owner agrees, or 72 hours pass without a refusal.';
    END IF;
    RETURN NEW;
  END IF;
  SELECT id, did INTO person FROM people WHERE id = OLD.person_id;
  -- With the node or the person, their ownership goes.
  IF FOUND AND EXISTS (SELECT FROM nodes WHERE node_did = OLD.node_did)
     AND NOT hakim_take_change('remove_owner', OLD.node_did, jsonb_build_object('person_id', person.id, 'did', person.did)) THEN
    RAISE EXCEPTION 'No owner of the node was asked about removing one'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'node_owners_consent',
            HINT = 'Ask in Hakim: an owner agrees, or 72 hours pass without a refusal.';
  END IF;
  -- Those from before Hakim asked owners are not noted yet.
  UPDATE nodes SET owned_since = OLD.since WHERE node_did = OLD.node_did AND owned_since IS NULL;
  RETURN OLD;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_owner_guard() FROM PUBLIC;
