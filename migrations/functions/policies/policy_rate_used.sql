-- Whether a policy has approved as many other jobs as it may: those that nobody has claimed yet, and those that started in the last 24
-- hours. Nodes count starts alone, and so never more.
CREATE OR REPLACE FUNCTION hakim_policy_rate_used(p_policy UUID, p_revision INTEGER, p_job UUID)
RETURNS BOOLEAN
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT
AS $$
  SELECT coalesce(
    used.on_node >= (r.signed #>> '{policy,rate,per_node_per_day}')::int
    OR used.everywhere >= (r.signed #>> '{policy,rate,per_day}')::int, true)
  FROM policy_revisions r CROSS JOIN (
    SELECT count(DISTINCT j.job_id) FILTER (WHERE j.target_node_did = mine.target_node_did) AS on_node,
           count(DISTINCT j.job_id) AS everywhere
    FROM maintenance_jobs mine JOIN job_votes v ON v.policy_id = p_policy AND v.job_id <> mine.job_id
    JOIN maintenance_jobs j ON j.job_id = v.job_id JOIN job_details d ON d.job_id = v.job_id
    WHERE mine.job_id = p_job AND v.withdrawn_at IS NULL
      AND (v.revision = d.revision AND j.status IN ('PendingApproval', 'Approved')
           OR d.started_at > clock_timestamp() - interval '24 hours')) used
  WHERE r.policy_id = p_policy AND r.revision = p_revision
$$;

REVOKE EXECUTE ON FUNCTION hakim_policy_rate_used(UUID, INTEGER, UUID) FROM PUBLIC;
