-- Without reports, no node has a latest report.
CREATE OR REPLACE FUNCTION hakim_reports_truncated()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  PERFORM hakim_log('rights', 'reports changed', jsonb_build_object('operation', 'truncate', 'hours', jsonb_build_array(
    jsonb_build_array(NULL, first_hour, digested_hour)))) FROM report_log;
  DELETE FROM node_latest;
  DELETE FROM reports_ahead;
  RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_reports_truncated() FROM PUBLIC;
