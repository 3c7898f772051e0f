-- Writes each change of rights into the log. Times and bytes have one form, whatever the settings of the program. The first owner of a
-- node changes since when it has had one, which is in the same event. What owners are asked about, and what they need not be, says which
-- rights were seen (hakim_rights_seen). From version 2 on, the events say all of accounts and nodes.
CREATE OR REPLACE FUNCTION hakim_log_rights()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET TimeZone = 'UTC' SET bytea_output = 'hex'
AS $$
DECLARE
  was JSONB := CASE WHEN TG_OP <> 'INSERT' THEN hakim_rights_facts(TG_TABLE_NAME, to_jsonb(OLD)) END;
  now_is JSONB := CASE WHEN TG_OP <> 'DELETE' THEN hakim_rights_facts(TG_TABLE_NAME, to_jsonb(NEW)) END;
BEGIN
  IF was IS DISTINCT FROM now_is THEN
    PERFORM hakim_log('rights', lower(TG_TABLE_NAME || ' ' || TG_OP),
      jsonb_build_object('was', was, 'is', now_is, 'version', 2) || CASE WHEN TG_TABLE_NAME = 'node_owners' THEN coalesce((
        SELECT jsonb_build_object('owned_since', n.owned_since) FROM nodes n
        WHERE n.node_did = coalesce(now_is, was) ->> 'node_did'), '{}')
        WHEN TG_TABLE_NAME = 'consent_changes' OR TG_OP <> 'INSERT' AND TG_TABLE_NAME IN ('nodes', 'approval_rules', 'rule_seats') THEN jsonb_build_object('rights_seen', hakim_rights_seen())
        ELSE '{}' END);
  END IF;
  RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_log_rights() FROM PUBLIC;
