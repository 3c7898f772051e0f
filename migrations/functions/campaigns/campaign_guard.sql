-- No job starts before its campaign lets it, whoever moves it. Claims of one campaign take turns with each other and with those
-- who pause it, so that no claim follows a pause that has been answered.
CREATE OR REPLACE FUNCTION hakim_campaign_guard()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE why TEXT;
BEGIN
  PERFORM FROM campaigns c JOIN campaign_jobs m USING (campaign_id) WHERE m.job_id = OLD.job_id FOR UPDATE OF c;
  IF NOT FOUND THEN RETURN NEW; END IF;
  why := hakim_campaign_holds(OLD.job_id);
  IF why IS NOT NULL THEN
    RAISE EXCEPTION '%', why
      USING ERRCODE = 'check_violation', CONSTRAINT = 'maintenance_jobs_campaign',
            HINT = 'It can be claimed once its campaign comes to it.';
  END IF;
  RETURN NEW;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_campaign_guard() FROM PUBLIC;
