-- Who asks for a change of who decides on a node that has owners, who decides on it, and what it waits for. What is asked
-- for stays as it is; its document is what an owner signs.
CREATE OR REPLACE FUNCTION hakim_change_guard()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  utc CONSTANT TEXT := 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';
  person people;
  rule UUID;
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.node_did IS NULL OR EXISTS (SELECT FROM nodes WHERE node_did = OLD.node_did) THEN
      RAISE EXCEPTION 'A change that was asked for stays on record'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_changes_kept',
              HINT = 'Withdraw it instead.';
    END IF;
    RETURN OLD;
  END IF;
  rule := (NEW.what ->> 'rule_id')::uuid;
  IF TG_OP = 'INSERT' THEN
    -- An older snapshot would not see who owns the nodes by now.
    PERFORM hakim_require_read_committed();
    PERFORM hakim_rights_seen();
    SELECT * INTO person FROM people WHERE id = NEW.asked_by;
    IF NEW.asked_by IS NOT NULL AND (person.disabled_at IS NOT NULL OR NOT (
         person.role = 'admin' OR hakim_owns_changed(NEW.asked_by, NEW.node_did, rule, false))) THEN
      RAISE EXCEPTION 'Only an owner or an administrator can ask for this change'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_changes_right',
              HINT = 'Ask one of them.';
    END IF;
    -- Only whoever can agree at once, without a signature, needs none: anything else may wait, and take effect unsigned.
    IF coalesce(trim(NEW.reason), '') = '' AND NOT coalesce(
         (person.role IN ('approver', 'admin') OR NEW.kind = 'remove_owner' AND NEW.what ->> 'person_id' = person.id)
         AND hakim_owns_changed(person.id, NEW.node_did, rule, true)
         AND NOT EXISTS (SELECT FROM hakim_signing_keys(person.id)), false) THEN
      RAISE EXCEPTION 'A change that the owners are asked about needs a reason'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_changes_reason',
              HINT = 'Say why; the owners read it.';
    END IF;
    -- What the owners read beside it must be what it changes; locked, so that whatever comes next withdraws it.
    PERFORM FROM approval_rules WHERE rule_id = rule FOR UPDATE;
    IF NEW.kind = 'change_rule' AND (hakim_rule_facts(rule), hakim_rule_version(rule), NEW.what -> 'was' -> 'name')
         IS DISTINCT FROM (NEW.what -> 'was', (NEW.what ->> 'version')::int, NEW.what -> 'name') THEN
      RAISE EXCEPTION 'The rule has changed since'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_rules_version', HINT = 'Read it again.';
    END IF;
    IF NEW.kind = 'change_rule' AND NEW.what #> '{is,groups}' IS DISTINCT FROM (
         SELECT coalesce(jsonb_agg(jsonb_build_object('group_id', g.group_id, 'name', g.name, 'votes', e.value -> 'votes')
                  ORDER BY e.ordinality), '[]')
         FROM jsonb_array_elements(NEW.what #> '{is,groups}') WITH ORDINALITY e
         JOIN approver_groups g ON g.group_id = (e.value ->> 'group_id')::uuid) THEN
      RAISE EXCEPTION 'The groups are not called what the change says'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_rules_version', HINT = 'Read them again.';
    END IF;
    NEW.asked_at := clock_timestamp();
    NEW.due_at := NEW.asked_at + interval '72 hours';
    NEW.state := 'waiting';
    NEW.decided_by := NULL; NEW.decided_at := NULL; NEW.key_id := NULL; NEW.signed := NULL; NEW.done_at := NULL;
    NEW.document := hakim_canonical(jsonb_build_object(
      'version', 1, 'change_id', NEW.change_id, 'kind', NEW.kind, 'node', NEW.node_did, 'what', NEW.what,
      'reason', NEW.reason, 'asked_by', person.did, 'asked_at', to_char(NEW.asked_at AT TIME ZONE 'UTC', utc),
      'due_at', to_char(NEW.due_at AT TIME ZONE 'UTC', utc)));
    NEW.digest := encode(sha256(convert_to(E'hakim/change/1\n' || NEW.document, 'UTF8')), 'hex');
    RETURN NEW;
  END IF;
  IF (NEW.change_id, NEW.kind, NEW.node_did, NEW.what, NEW.reason, NEW.asked_by, NEW.asked_at, NEW.due_at, NEW.document,
      NEW.digest) IS DISTINCT FROM
     (OLD.change_id, OLD.kind, OLD.node_did, OLD.what, OLD.reason, OLD.asked_by, OLD.asked_at, OLD.due_at, OLD.document,
      OLD.digest)
     OR NOT (OLD.state = 'waiting' AND NEW.state IN ('agreed', 'refused', 'withdrawn')
             -- An owner has agreed, but the rule became another one before it was carried out.
             OR OLD.state = 'agreed' AND NEW.state = 'withdrawn' AND NEW.decided_by IS NULL AND rule IS NOT NULL
             OR NEW.state = 'done' AND (OLD.state = 'agreed' OR OLD.state = 'waiting' AND OLD.due_at <= clock_timestamp())) THEN
    RAISE EXCEPTION 'The change is %: it cannot be changed like this', OLD.state
      USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_changes_kept',
            HINT = 'Read it again, or ask for another change.';
  END IF;
  IF NEW.state = 'done' THEN
    NEW.decided_by := OLD.decided_by; NEW.decided_at := OLD.decided_at; NEW.key_id := OLD.key_id; NEW.signed := OLD.signed;
    NEW.done_at := clock_timestamp();
    RETURN NEW;
  END IF;
  -- Nobody has to: the rule is another one by now (hakim_note_rule).
  IF NEW.state = 'withdrawn' AND NEW.decided_by IS NULL AND (NEW.signed IS NULL OR OLD.state = 'agreed') AND (
       NEW.kind = 'change_rule' AND hakim_rule_version(rule) IS DISTINCT FROM (NEW.what ->> 'version')::int
       OR NEW.kind = 'remove_rule' AND hakim_rule_overtaken(rule, NEW.asked_at)) THEN
    NEW.key_id := NULL; NEW.signed := NULL;
    NEW.decided_at := clock_timestamp();
    RETURN NEW;
  END IF;
  PERFORM hakim_require_read_committed();
  PERFORM hakim_rights_seen();
  SELECT * INTO person FROM people WHERE id = NEW.decided_by;
  IF NOT coalesce(person.disabled_at IS NULL AND CASE NEW.state
       WHEN 'withdrawn' THEN person.id = NEW.asked_by OR person.role = 'admin'
       WHEN 'refused' THEN hakim_owns_changed(person.id, NEW.node_did, rule, false)
       -- Whoever steps down needs no role for it.
       ELSE (person.role IN ('approver', 'admin') OR NEW.kind = 'remove_owner' AND NEW.what ->> 'person_id' = person.id)
            AND hakim_owns_changed(person.id, NEW.node_did, rule, true) END, false) THEN
    RAISE EXCEPTION 'This person cannot decide on this change'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_changes_right',
            HINT = 'An owner of a node that it is about can refuse; an approver who owns all of them can agree.';
  END IF;
  IF NEW.signed IS NULL THEN
    IF NEW.state = 'agreed' AND EXISTS (SELECT FROM hakim_signing_keys(person.id)) THEN
      RAISE EXCEPTION 'This person has a key for signing what they agree to'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_changes_signature',
              HINT = 'Sign with it, or revoke the key first.';
    END IF;
  ELSIF NOT EXISTS (
      SELECT FROM hakim_signing_keys(person.id) k
      WHERE k.key_id = NEW.key_id AND NEW.signed #>> '{statement,key}' = k.key)
    OR (NEW.signed #>> '{statement,change}', NEW.signed #>> '{statement,decision}', NEW.signed #>> '{statement,person}')
         IS DISTINCT FROM (NEW.digest, CASE NEW.state WHEN 'agreed' THEN 'agree' WHEN 'refused' THEN 'refuse' END,
                           person.did::text) THEN
    RAISE EXCEPTION 'The signed statement is not about this decision'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_changes_signature',
            HINT = 'Sign the decision that you send, with a key of your own that is neither revoked nor expired.';
  END IF;
  IF NEW.signed IS NOT NULL THEN
    PERFORM hakim_use_statement('hakim/consent-change/1', NEW.signed -> 'statement');
  END IF;
  NEW.decided_at := clock_timestamp();
  RETURN NEW;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_change_guard() FROM PUBLIC;
