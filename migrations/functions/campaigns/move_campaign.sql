-- Pauses, resumes or cancels a campaign for its requester or an administrator, who acts; false if it is not in a state for that.
CREATE OR REPLACE FUNCTION hakim_move_campaign(p_campaign UUID, p_person TEXT, p_to TEXT, p_reason TEXT)
RETURNS BOOLEAN
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  c campaigns;
  n RECORD;
  pauses CONSTANT BOOLEAN := p_to = 'paused';
  resumes CONSTANT BOOLEAN := p_to = 'running';
BEGIN
  SELECT * INTO c FROM campaigns WHERE campaign_id = p_campaign FOR UPDATE;
  PERFORM hakim_require_actor(p_person, false);
  IF NOT EXISTS (SELECT FROM people p WHERE p.id = p_person AND p.disabled_at IS NULL
                   AND (p.id = c.requester_id OR p.role = 'admin')) THEN
    RAISE EXCEPTION 'Only the requester of a campaign or an administrator can do this'
      USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'actor_right';
  END IF;
  IF NOT (CASE p_to WHEN 'paused' THEN c.state = 'running'
                    WHEN 'running' THEN c.state IN ('paused', 'stopped')
                    WHEN 'cancelled' THEN c.state IN ('running', 'paused', 'stopped')
                    ELSE false END) THEN
    RETURN false;
  END IF;
  n := hakim_campaign_outcomes(p_campaign);
  IF resumes THEN
    -- A wave waits for as long as it may while it runs.
    UPDATE campaign_waves SET waits_until = waits_until + (clock_timestamp() - c.state_at)
    WHERE campaign_id = p_campaign AND opened_at IS NOT NULL AND ended_at IS NULL;
  END IF;
  UPDATE campaigns SET state = p_to, state_at = clock_timestamp(), state_by = p_person, state_reason = p_reason,
    failures_before = CASE WHEN c.state = 'stopped' THEN n.failures ELSE c.failures_before END,
    worse_before = CASE WHEN c.state = 'stopped' THEN n.worse ELSE c.worse_before END
  WHERE campaign_id = p_campaign;
  PERFORM hakim_touch_campaign(p_campaign);
  PERFORM hakim_log('rights',
    CASE WHEN pauses THEN 'campaign paused' WHEN resumes THEN 'campaign resumed' ELSE 'campaign cancelled' END,
    jsonb_build_object('campaign_id', p_campaign, 'name', c.name, 'was', c.state, 'reason', p_reason));
  RETURN true;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_move_campaign(UUID, TEXT, TEXT, TEXT) FROM PUBLIC;
