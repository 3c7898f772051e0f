-- What the clock does with a campaign, by the facts alone: stops it by its rule, ends a wave whose jobs are over or have waited long
-- enough, begins the next one after the pause, ends it all. Returns what it did; null if there is nothing to do.
CREATE OR REPLACE FUNCTION hakim_advance_campaign(p_campaign UUID)
RETURNS TEXT
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  at CONSTANT TIMESTAMPTZ := clock_timestamp();
  c campaigns;
  w campaign_waves;
  why TEXT;
  done TEXT;
BEGIN
  SELECT * INTO c FROM campaigns WHERE campaign_id = p_campaign AND ended_at IS NULL FOR UPDATE SKIP LOCKED;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF NOT EXISTS (SELECT FROM campaign_jobs m JOIN maintenance_jobs j USING (job_id) WHERE m.campaign_id = p_campaign
                   AND j.status IN ('PendingApproval', 'Approved', 'Running')) THEN
    UPDATE campaign_waves SET ended_at = at WHERE campaign_id = p_campaign AND opened_at IS NOT NULL AND ended_at IS NULL;
    UPDATE campaigns SET ended_at = at WHERE campaign_id = p_campaign;
    IF c.state = 'cancelled' THEN RETURN 'ended'; END IF;
    UPDATE campaigns SET state = 'finished', state_at = at, state_by = NULL, state_reason = NULL
    WHERE campaign_id = p_campaign;
    PERFORM hakim_log('rights', 'campaign finished', jsonb_build_object('campaign_id', p_campaign, 'name', c.name));
    done := 'finished';
  ELSIF c.state <> 'running' THEN
    RETURN NULL;
  ELSE
    why := hakim_campaign_broken(p_campaign);
    SELECT * INTO w FROM campaign_waves
    WHERE campaign_id = p_campaign AND opened_at IS NOT NULL AND ended_at IS NULL LIMIT 1;
    IF why IS NOT NULL THEN
      UPDATE campaigns SET state = 'stopped', state_at = at, state_by = NULL, state_reason = why
      WHERE campaign_id = p_campaign;
      PERFORM hakim_log('rights', 'campaign stopped',
        jsonb_build_object('campaign_id', p_campaign, 'name', c.name, 'reason', why));
      done := 'stopped';
    ELSIF w.wave IS NOT NULL THEN
      IF EXISTS (SELECT FROM campaign_jobs m JOIN maintenance_jobs j USING (job_id)
                 WHERE m.campaign_id = p_campaign AND m.wave = w.wave AND (j.status = 'Running'
                   OR w.waits_until > at AND j.status IN ('PendingApproval', 'Approved'))) THEN
        RETURN NULL;
      END IF;
      UPDATE campaign_waves SET ended_at = at WHERE campaign_id = p_campaign AND wave = w.wave;
      PERFORM hakim_log('rights', 'campaign wave ended',
        jsonb_build_object('campaign_id', p_campaign, 'name', c.name, 'wave', w.wave));
      done := 'wave ended';
    ELSE
      SELECT * INTO w FROM campaign_waves n WHERE n.campaign_id = p_campaign AND n.opened_at IS NULL
        AND at >= (SELECT max(e.ended_at) FROM campaign_waves e WHERE e.campaign_id = p_campaign)
                  + make_interval(mins => c.pause_minutes)
      ORDER BY n.wave LIMIT 1;
      IF w.wave IS NULL THEN RETURN NULL; END IF;
      UPDATE campaign_waves SET opened_at = at, waits_until = at + make_interval(mins => c.wait_minutes)
      WHERE campaign_id = p_campaign AND wave = w.wave;
      PERFORM hakim_log('rights', 'campaign wave begun',
        jsonb_build_object('campaign_id', p_campaign, 'name', c.name, 'wave', w.wave));
      done := 'wave begun';
    END IF;
  END IF;
  PERFORM hakim_touch_campaign(p_campaign);
  RETURN done;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_advance_campaign(UUID) FROM PUBLIC;
