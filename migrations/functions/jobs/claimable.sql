-- The job that a claim would take next on a node, with the hashes that its votes were given for; `version` changes with
-- its row.
CREATE OR REPLACE FUNCTION hakim_claimable(p_node TEXT)
RETURNS TABLE (
  job_id UUID, target_node_did VARCHAR, requester_did VARCHAR, task_name VARCHAR, params JSONB, status VARCHAR,
  status_history JSONB, created_at TIMESTAMPTZ, completed_at TIMESTAMPTZ, version TEXT,
  window_start TIMESTAMPTZ, window_end TIMESTAMPTZ, time_zone TEXT, expires_at TIMESTAMPTZ, consented TEXT[])
LANGUAGE plpgsql STABLE ROWS 1
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT j.job_id, j.target_node_did, j.requester_did, j.task_name, j.params, j.status, j.status_history, j.created_at,
         j.completed_at, j.xmin::text, d.window_start, d.window_end, d.time_zone, d.expires_at,
         ARRAY(SELECT v.approval_hash FROM job_votes v WHERE v.job_id = j.job_id AND v.revision = d.revision
                 AND v.decision = 'approve' AND v.withdrawn_at IS NULL
               UNION ALL
               SELECT b.approval_hash FROM break_glass b WHERE b.job_id = j.job_id AND b.revision = d.revision)
  FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id)
  WHERE j.target_node_did = p_node AND j.status COLLATE "C" = 'Approved'
    AND coalesce(d.window_start <= now(), true) AND coalesce(least(d.expires_at, d.window_end) > now(), true)
    AND NOT EXISTS (SELECT FROM maintenance_jobs r
                    WHERE r.target_node_did = p_node AND r.status COLLATE "C" = 'Running')
  ORDER BY j.created_at, j.job_id LIMIT 1;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_claimable(TEXT) FROM PUBLIC;
