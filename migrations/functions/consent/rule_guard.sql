-- A rule that applies to nodes with owners asks for no fewer votes, and of no fewer jobs, unless the owners were asked.
CREATE OR REPLACE FUNCTION hakim_rule_guard()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  was JSONB := to_jsonb(OLD);
  becomes JSONB := CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(NEW) ELSE '{}' END;
BEGIN
  -- Raised, or named otherwise; or hakim_apply_change does exactly what the owners were asked about.
  IF TG_OP = 'UPDATE' AND NOT hakim_rule_lowers(was, becomes)
     OR (TG_OP = 'UPDATE' OR TG_TABLE_NAME = 'rule_seats')
        AND coalesce(current_setting('hakim.applying', true), '') = hakim_applying() THEN
    RETURN CASE WHEN TG_OP = 'UPDATE' THEN NEW ELSE OLD END;
  END IF;
  -- An older snapshot would not see an owner who has come since.
  PERFORM hakim_require_read_committed();
  PERFORM hakim_rights_seen();
  -- Votes of groups go with their rule, which is gone by then.
  IF NOT EXISTS (SELECT FROM hakim_change_nodes(NULL, OLD.rule_id))
     OR TG_OP = 'DELETE' AND TG_TABLE_NAME = 'approval_rules' AND hakim_take_change('remove_rule', NULL,
          jsonb_build_object('rule_id', was ->> 'rule_id', 'name', was ->> 'name')) THEN
    RETURN CASE WHEN TG_OP = 'UPDATE' THEN NEW ELSE OLD END;
  END IF;
  RAISE EXCEPTION 'The rule applies to nodes whose owners were not asked'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_rules_consent',
          HINT = 'Ask in Hakim to change or remove it: an owner agrees, or 72 hours pass without a refusal.';
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_rule_guard() FROM PUBLIC;
