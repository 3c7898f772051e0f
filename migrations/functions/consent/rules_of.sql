-- The rules that apply to a job. A condition that a rule leaves out matches every job.
CREATE OR REPLACE FUNCTION hakim_rules_of(p_job UUID)
RETURNS SETOF approval_rules
LANGUAGE sql STABLE
AS $$
  SELECT r.* FROM approval_rules r, maintenance_jobs j
  LEFT JOIN job_details d USING (job_id) LEFT JOIN nodes n ON n.node_did = j.target_node_did
  WHERE j.job_id = p_job
    AND (r.task_name IS NULL OR r.task_name = j.task_name)
    AND (r.label_key IS NULL OR n.labels ->> r.label_key = coalesce(r.label_value, n.labels ->> r.label_key))
    AND (r.least_risk IS NULL OR hakim_risk_rank(d.risk) >= hakim_risk_rank(r.least_risk))
$$;

REVOKE EXECUTE ON FUNCTION hakim_rules_of(UUID) FROM PUBLIC;
