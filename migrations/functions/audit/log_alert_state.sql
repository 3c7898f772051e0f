-- Writes into the log, once, which alert rules, silences and acknowledgements there were before they were compared with it. An empty
-- database has nothing to say.
CREATE OR REPLACE FUNCTION hakim_log_alert_state()
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET TimeZone = 'UTC'
AS $$
DECLARE
  name TEXT;
  part RECORD;
BEGIN
  IF NOT EXISTS (SELECT FROM job_events) THEN
    RETURN;
  END IF;
  FOREACH name IN ARRAY ARRAY['alert_rules', 'alert_silences', 'alert_groups'] LOOP
    FOR part IN EXECUTE format(
      'SELECT n, jsonb_agg(facts) AS facts FROM (
         SELECT facts, row_number() OVER () / 500 AS n FROM (SELECT hakim_alert_facts(%L, to_jsonb(t)) AS facts FROM %I t) f
         WHERE facts IS NOT NULL) rows GROUP BY n ORDER BY n', name, name)
    LOOP
      PERFORM hakim_log('rights', 'alerts state', jsonb_build_object('table', name, 'part', part.n, 'rows', part.facts));
    END LOOP;
  END LOOP;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_log_alert_state() FROM PUBLIC;
