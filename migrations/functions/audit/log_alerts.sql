-- Writes each change of alert rules and silences, and who acknowledged an alert, into the log. Times have one form, whatever the
-- settings of the program. An alert that nobody has acknowledged is none of its business.
CREATE OR REPLACE FUNCTION hakim_log_alerts()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET TimeZone = 'UTC'
AS $$
DECLARE
  was JSONB := CASE WHEN TG_OP <> 'INSERT' THEN hakim_alert_facts(TG_TABLE_NAME, to_jsonb(OLD)) END;
  now_is JSONB := CASE WHEN TG_OP <> 'DELETE' THEN hakim_alert_facts(TG_TABLE_NAME, to_jsonb(NEW)) END;
BEGIN
  IF was IS DISTINCT FROM now_is THEN
    PERFORM hakim_log('rights', lower(TG_TABLE_NAME || ' ' || TG_OP), jsonb_build_object('was', was, 'is', now_is));
  END IF;
  RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_log_alerts() FROM PUBLIC;
