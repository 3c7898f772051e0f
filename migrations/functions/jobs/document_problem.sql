-- Why a job can be neither approved nor run as it stands; null if it can: it needs a document, the node must still
-- offer exactly what the document holds, and a dry run that was asked for must have come back, or been given up.
CREATE OR REPLACE FUNCTION hakim_document_problem(p_job UUID)
RETURNS TEXT
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE stored RECORD;
BEGIN
  SELECT a.document::jsonb -> 'offer' AS approved, a.dry_run, a.dry_run_until, j.target_node_did, j.task_name INTO stored
  FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id)
  JOIN approval_documents a ON a.job_id = j.job_id AND a.revision = coalesce(d.revision, 1)
  WHERE j.job_id = p_job;
  IF NOT FOUND THEN RETURN 'it has no document that anybody could review'; END IF;
  IF stored.approved IS DISTINCT FROM coalesce(hakim_offer(stored.target_node_did, stored.task_name), 'null') THEN
    RETURN 'the node now offers this task differently';
  END IF;
  IF stored.dry_run IS NULL AND stored.dry_run_until > clock_timestamp() THEN
    RETURN 'its dry run is still running';
  END IF;
  RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_document_problem(UUID) FROM PUBLIC;
