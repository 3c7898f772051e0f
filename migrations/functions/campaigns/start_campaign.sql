-- Makes a campaign of jobs that the person who acts has requested, in their order; its first wave begins.
CREATE OR REPLACE FUNCTION hakim_start_campaign(p_campaign JSONB, p_jobs UUID[])
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE c campaigns := jsonb_populate_record(NULL::campaigns, p_campaign);
BEGIN
  PERFORM hakim_require_actor(c.requester_id, false);
  IF EXISTS (SELECT FROM unnest(p_jobs) g (id) LEFT JOIN maintenance_jobs j ON j.job_id = g.id
             LEFT JOIN job_details d ON d.job_id = g.id
             WHERE j.status IS DISTINCT FROM 'PendingApproval' OR j.task_name IS DISTINCT FROM c.task_name
                OR d.requester_id IS DISTINCT FROM c.requester_id) THEN
    RAISE EXCEPTION 'A campaign is made of requests of its own requester that wait for approval'
      USING ERRCODE = 'insufficient_privilege', HINT = 'Request its jobs in the same transaction.';
  END IF;
  INSERT INTO campaigns (campaign_id, name, task_name, params, reason, requester_id, idempotency_key, wave_size,
                         pause_minutes, wait_minutes, at_once, stop_failures, stop_worse, state_by)
  VALUES (c.campaign_id, c.name, c.task_name, c.params, c.reason, c.requester_id, c.idempotency_key, c.wave_size,
          c.pause_minutes, c.wait_minutes, c.at_once, c.stop_failures, c.stop_worse, c.requester_id);
  INSERT INTO campaign_waves (campaign_id, wave, opened_at, waits_until)
  SELECT c.campaign_id, wave, o.at, o.at + make_interval(mins => c.wait_minutes)
  FROM generate_series(1, ceil(cardinality(p_jobs)::numeric / c.wave_size)::int) wave
  LEFT JOIN (SELECT clock_timestamp() AS at) o ON wave = 1;
  INSERT INTO campaign_jobs (job_id, campaign_id, wave)
  SELECT g.id, c.campaign_id, (g.n - 1) / c.wave_size + 1 FROM unnest(p_jobs) WITH ORDINALITY g (id, n);
  PERFORM hakim_log('rights', 'campaign started', jsonb_build_object(
    'campaign_id', c.campaign_id, 'name', c.name, 'task_name', c.task_name, 'wave_size', c.wave_size,
    'pause_minutes', c.pause_minutes, 'wait_minutes', c.wait_minutes, 'at_once', c.at_once,
    'stop_failures', c.stop_failures, 'stop_worse', c.stop_worse, 'jobs', to_jsonb(p_jobs)));
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_start_campaign(JSONB, UUID[]) FROM PUBLIC;
