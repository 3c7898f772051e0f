-- Why the stop rule of a campaign holds: 'failures' or 'worse'; null if it does not. A lost job counts as failed until somebody
-- says otherwise. What had happened before it was resumed does not count again.
CREATE OR REPLACE FUNCTION hakim_campaign_broken(p_campaign UUID)
RETURNS TEXT
LANGUAGE sql STABLE
AS $$
  SELECT CASE WHEN c.stop_failures <= n.failures - c.failures_before THEN 'failures'
              WHEN c.stop_worse AND n.worse > c.worse_before THEN 'worse' END
  FROM campaigns c CROSS JOIN hakim_campaign_outcomes(c.campaign_id) n
  WHERE c.campaign_id = p_campaign
$$;

REVOKE EXECUTE ON FUNCTION hakim_campaign_broken(UUID) FROM PUBLIC;
