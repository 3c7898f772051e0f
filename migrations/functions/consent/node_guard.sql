-- Who sees a node that has owners, and labels by which rules apply to it, change only as its owners agreed or did not refuse; what no
-- owner is asked about, an administrator changes.
CREATE OR REPLACE FUNCTION hakim_node_guard()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  applying CONSTANT BOOLEAN := coalesce(current_setting('hakim.applying', true), '') = hakim_applying();
  owned BOOLEAN;
  lost BOOLEAN;
BEGIN
  IF OLD.owned_since IS NOT NULL AND NEW.owned_since IS DISTINCT FROM OLD.owned_since THEN
    RAISE EXCEPTION 'Since when a node has had an owner stays as it is'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'nodes_consent',
            HINT = 'Owners who come later count for later requests.';
  END IF;
  IF NEW.restricted <> OLD.restricted OR NEW.labels <> OLD.labels THEN
    -- An older snapshot would not see an owner or a rule that has come since.
    PERFORM hakim_require_read_committed();
    PERFORM hakim_rights_seen();
  END IF;
  owned := EXISTS (SELECT FROM node_owners WHERE node_did = OLD.node_did);
  IF NEW.restricted <> OLD.restricted THEN
    IF NOT owned THEN
      PERFORM hakim_require_actor(NULL, true);
    ELSIF NOT hakim_take_change('restrict', OLD.node_did, jsonb_build_object('restricted', NEW.restricted)) THEN
      RAISE EXCEPTION 'No owner of the node was asked about who sees it'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'nodes_consent',
              HINT = 'Ask in Hakim: an owner agrees, or 72 hours pass without a refusal.';
    END IF;
  END IF;
  IF NEW.labels <> OLD.labels THEN
    lost := owned AND EXISTS (SELECT FROM approval_rules r
                              WHERE hakim_rule_matches(r, OLD.labels) AND NOT hakim_rule_matches(r, NEW.labels));
    -- What is carried out is said first, also if nobody has to be asked about it any more.
    IF NOT lost AND NOT applying THEN
      PERFORM hakim_require_actor(NULL, true);
    ELSIF NOT hakim_take_change('label', OLD.node_did, jsonb_build_object('labels', NEW.labels)) AND lost THEN
      RAISE EXCEPTION 'With these labels a rule would no longer apply, and no owner of the node was asked'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'nodes_consent',
              HINT = 'Ask in Hakim: an owner agrees, or 72 hours pass without a refusal.';
    END IF;
  END IF;
  RETURN NEW;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_node_guard() FROM PUBLIC;
