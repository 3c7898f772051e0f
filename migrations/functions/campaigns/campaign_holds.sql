-- Why a job of a campaign cannot start now: its campaign is not running, its stop rule holds, its wave has not begun or is over,
-- or enough of its jobs run; null if nothing holds it.
CREATE OR REPLACE FUNCTION hakim_campaign_holds(p_job UUID)
RETURNS TEXT
LANGUAGE plpgsql STABLE
AS $$
DECLARE
  c campaigns;
  w campaign_waves;
BEGIN
  SELECT w2.* INTO w FROM campaign_jobs m JOIN campaign_waves w2 USING (campaign_id, wave) WHERE m.job_id = p_job;
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT * INTO c FROM campaigns WHERE campaign_id = w.campaign_id;
  RETURN CASE
    WHEN c.state <> 'running' THEN 'Its campaign is ' || c.state
    WHEN hakim_campaign_broken(c.campaign_id) IS NOT NULL THEN 'The stop rule of its campaign holds'
    WHEN w.opened_at IS NULL THEN 'Its wave has not begun'
    WHEN w.ended_at IS NOT NULL THEN 'Its wave is over'
    WHEN c.at_once <= (SELECT count(*) FROM campaign_jobs m JOIN maintenance_jobs j USING (job_id)
                       WHERE m.campaign_id = c.campaign_id AND j.status = 'Running')
      THEN 'As many jobs of its campaign run as may at once' END;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_campaign_holds(UUID) FROM PUBLIC;
