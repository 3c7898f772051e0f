-- A node that announces other tasks than before: whatever waits there under another offer is decided again.
CREATE OR REPLACE FUNCTION hakim_offers_changed()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  PERFORM hakim_decide_again(j.job_id, 'The node now offers this task differently; it needs a new decision')
  FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id)
  LEFT JOIN approval_documents a ON a.job_id = j.job_id AND a.revision = coalesce(d.revision, 1)
  WHERE j.target_node_did = NEW.node_did AND j.status IN ('PendingApproval', 'Approved')
    AND a.document::jsonb -> 'offer' IS DISTINCT FROM coalesce(hakim_offer(NEW.node_did, j.task_name), 'null')
  ORDER BY j.created_at, j.job_id;
  RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_offers_changed() FROM PUBLIC;
