-- Adds a comment of the person who acts, and tells the log. Only people who may see the job's node comment or are mentioned; only
-- whoever can decide on a pending request asks, and whatever its requester says answers what is open.
CREATE OR REPLACE FUNCTION hakim_comment(p_job UUID, p_person TEXT, p_text TEXT, p_asks BOOLEAN, p_mentions TEXT[])
RETURNS UUID
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  job maintenance_jobs;
  said job_comments;
  answered INTEGER := 0;
  own TEXT;
BEGIN
  PERFORM hakim_require_actor(p_person, false);
  SELECT * INTO job FROM maintenance_jobs WHERE job_id = p_job;
  SELECT did INTO own FROM people WHERE id = p_person;
  IF job.job_id IS NULL OR EXISTS (SELECT FROM unnest(p_person || p_mentions) p (id)
                                   WHERE NOT hakim_may_see(job.target_node_did, p.id)) THEN
    RAISE EXCEPTION 'Somebody here may not see this job' USING ERRCODE = 'check_violation', CONSTRAINT = 'comment_seen';
  END IF;
  IF p_asks AND (job.status <> 'PendingApproval' OR job.requester_did = own OR hakim_standing(p_job, p_person) IS NULL) THEN
    RAISE EXCEPTION 'Only whoever can decide on a pending request asks its requester'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'comment_asks';
  END IF;
  IF job.requester_did = own THEN
    UPDATE job_comments SET answered_at = clock_timestamp() WHERE job_id = p_job AND asks AND answered_at IS NULL;
    GET DIAGNOSTICS answered = ROW_COUNT;
  END IF;
  -- Open pages read the job again.
  UPDATE job_details SET changed_xid = pg_current_xact_id() WHERE job_id = p_job;
  INSERT INTO job_comments (job_id, person_id, revision, text, mentions, asks)
  VALUES (p_job, p_person, coalesce((SELECT revision FROM job_details WHERE job_id = p_job), 1), p_text, p_mentions, p_asks)
  RETURNING * INTO said;
  PERFORM hakim_log('job:' || p_job, 'comment', jsonb_build_object(
    'comment_id', said.comment_id, 'revision', said.revision, 'text', p_text, 'asks', p_asks, 'answers', answered > 0,
    'mentions', (SELECT coalesce(jsonb_agg(did ORDER BY did), '[]') FROM people WHERE id = ANY (p_mentions))));
  RETURN said.comment_id;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_comment(UUID, TEXT, TEXT, BOOLEAN, TEXT[]) FROM PUBLIC;
