-- The job that a claim would take next on a node, with the document that was approved, the signed votes for it, the signed policies
-- that approve it and the signed emergency approval;
-- `version` changes with its row. An approval can be withdrawn for `p_undo` seconds before any agent gets the job.
CREATE OR REPLACE FUNCTION hakim_claimable(p_node TEXT, p_undo INTEGER)
RETURNS TABLE (
  job_id UUID, target_node_did VARCHAR, requester_did VARCHAR, task_name VARCHAR, params JSONB, status VARCHAR,
  status_history JSONB, created_at TIMESTAMPTZ, completed_at TIMESTAMPTZ, version TEXT,
  document TEXT, digest TEXT, votes JSONB, policies JSONB, emergency JSONB)
LANGUAGE plpgsql STABLE ROWS 1
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT j.job_id, j.target_node_did, j.requester_did, j.task_name, j.params, j.status, j.status_history, j.created_at,
         j.completed_at, j.xmin::text, a.document, a.digest,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('signed', v.signed, 'person', p.did, 'key', k.key, 'rp_id', k.rp_id,
                   'origins', to_jsonb(k.origins), 'owner', EXISTS (SELECT FROM node_owners o
                     WHERE o.node_did = j.target_node_did AND o.person_id = v.person_id
                       AND (o.counts_from IS NULL OR o.counts_from <= hakim_requested_at(j.job_id))),
                   'delegations', hakim_signed_delegations(j.job_id, v.person_id, now())) ORDER BY v.decided_at, v.vote_id), '[]')
          FROM job_votes v JOIN consent_keys k USING (key_id) JOIN people p ON p.id = v.person_id
          WHERE v.job_id = j.job_id AND v.revision = a.revision AND v.decision = 'approve' AND v.withdrawn_at IS NULL
            AND k.revoked_at IS NULL AND p.disabled_at IS NULL AND p.role IN ('approver', 'admin')),
         (SELECT coalesce(jsonb_agg(jsonb_build_object('signed', r.signed, 'person', p.did, 'key', k.key, 'rp_id', k.rp_id,
                   'origins', to_jsonb(k.origins)) ORDER BY v.decided_at, v.vote_id), '[]')
          FROM job_votes v JOIN policy_revisions r ON r.policy_id = v.policy_id AND r.revision = v.policy_revision
          JOIN consent_keys k ON k.key_id = r.key_id JOIN people p ON p.id = v.person_id
          WHERE v.job_id = j.job_id AND v.revision = a.revision AND v.withdrawn_at IS NULL AND v.policy_id IS NOT NULL
            AND hakim_policy_refuses(v.policy_id, v.policy_revision, v.job_id) IS NULL),
         (SELECT jsonb_build_object('signed', g.signed, 'person', p.did, 'key', k.key, 'rp_id', k.rp_id, 'origins',
                   to_jsonb(k.origins))
          FROM break_glass g JOIN consent_keys k USING (key_id) JOIN people p ON p.id = g.person_id
          WHERE g.job_id = j.job_id AND g.revision = a.revision AND k.revoked_at IS NULL AND p.disabled_at IS NULL
            AND p.role = 'admin')
  FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id)
  LEFT JOIN approval_documents a ON a.job_id = j.job_id AND a.revision = coalesce(d.revision, 1)
  WHERE j.target_node_did = p_node AND j.status COLLATE "C" = 'Approved'
    AND coalesce(d.window_start <= now(), true) AND coalesce(least(d.expires_at, d.window_end) > now(), true)
    -- Scalar, so that they are looked up for one job after another and not joined.
    AND (p_undo = 0 OR greatest(
      (SELECT max(v.decided_at) FROM job_votes v
       WHERE v.job_id = j.job_id AND v.revision = a.revision AND v.decision = 'approve' AND v.withdrawn_at IS NULL),
      (SELECT max(g.broken_at) FROM break_glass g WHERE g.job_id = j.job_id AND g.revision = a.revision))
      <= now() - make_interval(secs => p_undo))
    AND NOT EXISTS (SELECT FROM maintenance_jobs r
                    WHERE r.target_node_did = p_node AND r.status COLLATE "C" = 'Running')
    AND NOT EXISTS (SELECT FROM campaign_jobs m WHERE m.job_id = j.job_id AND hakim_campaign_holds(j.job_id) IS NOT NULL)
  ORDER BY j.created_at, j.job_id LIMIT 1;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_claimable(TEXT, INTEGER) FROM PUBLIC;
