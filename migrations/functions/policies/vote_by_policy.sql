-- Adds the vote of a policy on a job, for its owner, by the facts and the clock of the database alone: whoever calls it and however
-- often. The guard of votes checks all of it. Null if the policy approves this job now, else why it does not.
CREATE OR REPLACE FUNCTION hakim_vote_by_policy(p_job UUID, p_policy UUID)
RETURNS TEXT
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  job RECORD;
  mine RECORD;
  why TEXT;
BEGIN
  PERFORM FROM maintenance_jobs WHERE job_id = p_job FOR UPDATE;
  -- One vote of a policy after the other: each counts those before it.
  PERFORM FROM policies WHERE policy_id = p_policy FOR UPDATE;
  SELECT c.person_id, r.revision INTO mine FROM policies c JOIN policy_revisions r USING (policy_id)
  WHERE c.policy_id = p_policy AND r.ended_at IS NULL;
  SELECT j.status, coalesce(d.revision, 1) AS revision, a.digest INTO job
  FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id)
  JOIN approval_documents a ON a.job_id = j.job_id AND a.revision = coalesce(d.revision, 1) WHERE j.job_id = p_job;
  IF job.status IS DISTINCT FROM 'PendingApproval' THEN RETURN 'the job is not pending'; END IF;
  -- Whoever has withdrawn its vote, or voted, has decided for this revision.
  IF EXISTS (SELECT FROM job_votes v WHERE v.job_id = p_job AND v.revision = job.revision AND v.person_id = mine.person_id) THEN
    RETURN 'its owner has decided on this job';
  END IF;
  IF EXISTS (SELECT FROM job_comments q WHERE q.job_id = p_job AND q.asks AND q.answered_at IS NULL
               AND q.revision = job.revision AND q.person_id = mine.person_id) THEN
    RETURN 'its owner waits for an answer about this job';
  END IF;
  why := hakim_policy_refuses(p_policy, mine.revision, p_job);
  IF why IS NULL AND hakim_policy_rate_used(p_policy, mine.revision, p_job) THEN
    why := 'its rate is used up';
  END IF;
  IF why IS NULL THEN
    INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash, policy_id, policy_revision)
    VALUES (p_job, job.revision, mine.person_id, 'approve', job.digest, p_policy, mine.revision);
  END IF;
  RETURN why;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_vote_by_policy(UUID, UUID) FROM PUBLIC;
