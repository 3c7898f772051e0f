-- Makes the approval document of a pending job, or makes it again after a change that nobody has decided on yet.
CREATE OR REPLACE FUNCTION hakim_make_document(p_job UUID)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  job RECORD;
  risk_now TEXT;
BEGIN
  SELECT j.status, j.target_node_did, j.task_name, coalesce(d.revision, 1) AS revision INTO job
  FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id) WHERE j.job_id = p_job;
  IF job.status IS DISTINCT FROM 'PendingApproval' OR hakim_decided_on(p_job, job.revision) THEN
    RETURN;
  END IF;
  -- Rules ask for votes by the risk of what would run.
  SELECT o.risk INTO risk_now
  FROM (SELECT hakim_offer(job.target_node_did, job.task_name) ->> 'risk' AS risk) o
  WHERE hakim_risk_rank(o.risk) IS NOT NULL;
  UPDATE job_details SET risk = risk_now WHERE job_id = p_job AND risk IS DISTINCT FROM risk_now;
  INSERT INTO approval_documents (job_id) VALUES (p_job)
  ON CONFLICT (job_id, revision) DO UPDATE SET made_at = excluded.made_at;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_make_document(UUID) FROM PUBLIC;
