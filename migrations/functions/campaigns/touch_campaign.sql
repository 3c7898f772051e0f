-- Tells open pages that a campaign has changed: they watch its jobs. Rows that others have locked change anyway.
CREATE OR REPLACE FUNCTION hakim_touch_campaign(p_campaign UUID)
RETURNS void
LANGUAGE sql
AS $$
  UPDATE job_details d SET changed_xid = pg_current_xact_id()
  FROM (SELECT f.job_id FROM job_details f JOIN campaign_jobs m USING (job_id) WHERE m.campaign_id = p_campaign
        FOR UPDATE OF f SKIP LOCKED) t
  WHERE d.job_id = t.job_id
$$;

REVOKE EXECUTE ON FUNCTION hakim_touch_campaign(UUID) FROM PUBLIC;
