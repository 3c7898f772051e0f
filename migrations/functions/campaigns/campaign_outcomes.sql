-- How many jobs of a campaign failed or are lost, and after how many runs their node was worse.
CREATE OR REPLACE FUNCTION hakim_campaign_outcomes(p_campaign UUID, OUT failures INTEGER, OUT worse INTEGER)
LANGUAGE sql STABLE
AS $$
  SELECT count(*) FILTER (WHERE j.status IN ('Failed', 'Lost'))::int, count(*) FILTER (WHERE v.verdict = 'worse')::int
  FROM campaign_jobs m JOIN maintenance_jobs j USING (job_id) LEFT JOIN job_verdicts v USING (job_id)
  WHERE m.campaign_id = p_campaign
$$;

REVOKE EXECUTE ON FUNCTION hakim_campaign_outcomes(UUID) FROM PUBLIC;
