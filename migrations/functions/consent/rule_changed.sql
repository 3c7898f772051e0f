-- At the end of whatever wrote a rule: a program that says neither who nor why makes a version too.
CREATE OR REPLACE FUNCTION hakim_rule_changed()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  rule CONSTANT UUID := CASE TG_OP WHEN 'DELETE' THEN OLD.rule_id ELSE NEW.rule_id END;
BEGIN
  PERFORM hakim_note_rule(rule, NULL, (SELECT id FROM people WHERE did = hakim_actor()), NULL);
  -- What is gone cannot be changed.
  UPDATE consent_changes SET state = 'withdrawn', decided_by = NULL
  WHERE kind = 'change_rule' AND state IN ('waiting', 'agreed') AND what ->> 'rule_id' = rule::text
    AND NOT EXISTS (SELECT FROM approval_rules WHERE rule_id = rule);
  RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_rule_changed() FROM PUBLIC;
