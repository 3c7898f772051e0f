-- Puts into the log what the server says about digests of reports, and nothing else.
CREATE OR REPLACE FUNCTION hakim_log_reports(p_kind TEXT, p_facts JSONB)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  IF p_kind NOT IN ('reports digested', 'reports retired') OR jsonb_typeof(p_facts) <> 'object' THEN
    RAISE EXCEPTION 'This is not for the log to be told'
      USING ERRCODE = 'insufficient_privilege', HINT = 'Events of rights and jobs are written by triggers.';
  END IF;
  PERFORM hakim_log('rights', p_kind, p_facts - ARRAY['at', 'kind', 'db_role', 'actor_did']);
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_log_reports(TEXT, JSONB) FROM PUBLIC;
