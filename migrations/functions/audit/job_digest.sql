-- A digest of what else is known of a job beside its status, parameters, history and votes: its details, times and
-- documents, and its log lines once it has ended. Null if there is no such job. The log holds digests made by exactly this
-- query, and the verification runs that from its file, not from the database: another one needs another name. In PL/pgSQL, which keeps
-- its plan: each change of a job needs two.
CREATE OR REPLACE FUNCTION hakim_job_digest(p_job UUID)
RETURNS TEXT
LANGUAGE plpgsql STABLE SET TimeZone = 'UTC'
AS $$
BEGIN
  RETURN (SELECT encode(sha256(convert_to(jsonb_build_object(
    'created_at', j.created_at, 'completed_at', j.completed_at,
    'reason', d.reason, 'requester_id', d.requester_id, 'idempotency_key', d.idempotency_key, 'is_sample', d.is_sample,
    'claim_token', encode(d.claim_token_hash, 'hex'), 'started_at', d.started_at, 'result', d.result,
    'outcome_digest', d.outcome_digest, 'revision', d.revision, 'risk', d.risk, 'window_start', d.window_start,
    'window_end', d.window_end, 'time_zone', d.time_zone, 'expires_at', d.expires_at, 'retry_of', d.retry_of,
    'cancel_requested_at', d.cancel_requested_at, 'cancel_requested_by', d.cancel_requested_by,
    'cancel_reason', d.cancel_reason, 'ran', d.ran,
    'documents', (
      SELECT jsonb_agg(jsonb_build_array(a.revision, a.nonce, a.digest, a.made_at,
               encode(sha256(convert_to(a.document, 'UTF8')), 'hex')) ORDER BY a.revision)
      FROM approval_documents a WHERE a.job_id = j.job_id),
    'lines', CASE WHEN j.status IN ('Completed', 'Failed', 'Rejected', 'Cancelled', 'Expired') THEN (
      SELECT encode(sha256(convert_to(string_agg(
               extract(epoch FROM l.at) || ' ' || l.stream || ' ' || to_json(l.line), E'\n' ORDER BY l.seq), 'UTF8')), 'hex')
      FROM job_log_lines l WHERE l.job_id = j.job_id) END)::text, 'UTF8')), 'hex')
  FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id) WHERE j.job_id = p_job);
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_job_digest(UUID) FROM PUBLIC;
