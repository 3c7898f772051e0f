-- Carries out a change that an owner has agreed to or that nobody refused in time, whoever calls; the guards use it up. False
-- if it is not to be carried out.
CREATE OR REPLACE FUNCTION hakim_apply_change(p_change UUID)
RETURNS BOOLEAN
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  change consent_changes;
BEGIN
  -- The node or the rule first, as whoever changes its owners or it locks it.
  PERFORM FROM nodes n JOIN consent_changes c USING (node_did) WHERE c.change_id = p_change FOR UPDATE OF n;
  PERFORM FROM approval_rules r JOIN consent_changes c ON r.rule_id = (c.what ->> 'rule_id')::uuid
  WHERE c.change_id = p_change FOR UPDATE OF r;
  SELECT * INTO change FROM consent_changes WHERE change_id = p_change
    AND (state = 'agreed' OR state = 'waiting' AND due_at <= clock_timestamp());
  IF NOT FOUND OR change.kind = 'change_rule'
       AND hakim_rule_version((change.what ->> 'rule_id')::uuid) IS DISTINCT FROM (change.what ->> 'version')::int THEN
    RETURN false;
  END IF;
  -- It was raised before later versions withdrew what owners were asked to remove.
  IF change.kind = 'remove_rule' AND hakim_rule_overtaken((change.what ->> 'rule_id')::uuid, change.asked_at) THEN
    UPDATE consent_changes SET state = 'withdrawn', decided_by = NULL WHERE change_id = p_change;
    RETURN false;
  END IF;
  -- For hakim_actor_guard, and only here: nobody else can prove it.
  PERFORM set_config('hakim.applying', hakim_applying(), true);
  IF change.kind = 'add_owner' THEN
    INSERT INTO node_owners (node_did, person_id) VALUES (change.node_did, change.what ->> 'person_id')
    ON CONFLICT DO NOTHING;
  ELSIF change.kind = 'remove_owner' THEN
    DELETE FROM node_owners WHERE node_did = change.node_did AND person_id = change.what ->> 'person_id';
  ELSIF change.kind = 'restrict' THEN
    UPDATE nodes SET restricted = (change.what ->> 'restricted')::boolean WHERE node_did = change.node_did;
  ELSIF change.kind = 'label' THEN
    UPDATE nodes SET labels = change.what -> 'labels' WHERE node_did = change.node_did;
  ELSIF change.kind = 'change_rule' THEN
    -- Before what it does, of which the log then says why.
    UPDATE consent_changes SET state = 'done' WHERE change_id = p_change;
    PERFORM hakim_set_rule((change.what ->> 'rule_id')::uuid, change.what -> 'is', change.reason, change.asked_by, p_change);
  ELSE
    DELETE FROM approval_rules WHERE rule_id = (change.what ->> 'rule_id')::uuid;
  END IF;
  PERFORM set_config('hakim.applying', '', true);
  -- What is so already, or needs nobody's consent any more, uses up nothing.
  UPDATE consent_changes SET state = 'done' WHERE change_id = p_change AND state <> 'done';
  RETURN true;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_apply_change(UUID) FROM PUBLIC;
