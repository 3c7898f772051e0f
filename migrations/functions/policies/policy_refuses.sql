-- Why a revision of a policy does not approve a job as it stands now, whatever its rate; null if it does. As policyCovers has it in
-- lib/signing/domain; besides, it must be in force, its owner not have withdrawn an approval of this job, its signer still own the node, and the
-- node count their key, if it pins any.
CREATE OR REPLACE FUNCTION hakim_policy_refuses(p_policy UUID, p_revision INTEGER, p_job UUID)
RETURNS TEXT
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  r RECORD;
  said JSONB;
  params JSONB;
  -- When the job could start.
  at TIMESTAMPTZ;
BEGIN
  SELECT v.signed -> 'policy' AS policy, v.starts, v.ends, v.ended_at, k.revoked_at, c.person_id, p.did, p.role,
         p.disabled_at, k.key, n.consent, j.target_node_did AS node, j.task_name, j.requester_did, d.requester_id, d.window_start,
         a.document::jsonb AS document, a.dry_run IS NULL AND a.dry_run_until > clock_timestamp() AS tries INTO r
  FROM policy_revisions v JOIN policies c USING (policy_id) JOIN people p ON p.id = c.person_id
  JOIN consent_keys k USING (key_id) CROSS JOIN maintenance_jobs j LEFT JOIN job_details d USING (job_id)
  LEFT JOIN nodes n ON n.node_did = j.target_node_did
  JOIN approval_documents a ON a.job_id = j.job_id AND a.revision = coalesce(d.revision, 1)
  WHERE v.policy_id = p_policy AND v.revision = p_revision AND j.job_id = p_job;
  IF NOT FOUND THEN RETURN 'there is no such policy, or nothing that it could approve'; END IF;
  said := r.policy;
  params := r.document -> 'params';
  at := greatest(clock_timestamp(), r.window_start);
  RETURN CASE
    WHEN r.ended_at IS NOT NULL OR r.revoked_at IS NOT NULL THEN 'it has ended'
    WHEN r.disabled_at IS NOT NULL OR r.role NOT IN ('approver', 'admin') OR NOT EXISTS (
      SELECT FROM node_owners o WHERE o.node_did = r.node AND o.person_id = r.person_id
        AND (o.counts_from IS NULL OR o.counts_from <= hakim_requested_at(p_job))) THEN 'its signer does not own the node'
    WHEN EXISTS (SELECT FROM job_votes v WHERE v.job_id = p_job AND v.person_id = r.person_id AND v.withdrawn_at IS NOT NULL)
      THEN 'its owner has withdrawn an approval of this job'
    WHEN jsonb_typeof(r.consent) = 'object' AND NOT coalesce(r.consent -> 'policies' = 'true' AND EXISTS (
      SELECT FROM jsonb_array_elements(r.consent -> 'owners') o WHERE o ->> 'person' = r.did AND o -> 'keys' ? r.key), false)
      THEN 'the node does not count its signature'
    WHEN r.tries THEN 'its dry run is still running'
    WHEN NOT said -> 'nodes' ? r.node THEN 'it does not name the node'
    WHEN said ->> 'task' IS DISTINCT FROM r.task_name THEN 'it is for another task'
    WHEN NOT coalesce(said -> 'offer_digests' ? (r.document #>> '{offer,digest}'), false)
      THEN 'the node offers the task differently from what was signed'
    WHEN r.document #>> '{offer,risk}' = 'high' THEN 'no policy approves a task of high risk'
    WHEN r.document ? 'dry_run' AND r.document #> '{dry_run,exit_code}' <> '0' THEN 'its dry run failed'
    WHEN r.did = r.requester_did OR r.person_id = r.requester_id THEN 'nobody decides on their own request'
    WHEN jsonb_typeof(params) IS DISTINCT FROM 'object' THEN 'the parameters are no object'
    WHEN EXISTS (
      SELECT FROM jsonb_each(params) g LEFT JOIN jsonb_each(said -> 'params') b USING (key)
      WHERE NOT coalesce(CASE
        WHEN b.value ? 'one_of' THEN EXISTS (SELECT FROM jsonb_array_elements(b.value -> 'one_of') e WHERE e = g.value)
        WHEN jsonb_typeof(g.value) = 'number' THEN
          coalesce(g.value::numeric >= (b.value ->> 'min')::numeric, true)
          AND coalesce(g.value::numeric <= (b.value ->> 'max')::numeric, true) AND b.value IS NOT NULL
        ELSE false END, false)) OR EXISTS (
      SELECT FROM jsonb_each(said -> 'params') b WHERE NOT (b.value ->> 'optional')::boolean AND NOT params ? b.key)
      THEN 'the parameters are outside what it allows'
    WHEN clock_timestamp() < r.starts OR at >= r.ends THEN 'it is not in force then'
    WHEN jsonb_array_length(said -> 'windows') > 0 AND NOT EXISTS (
      SELECT FROM jsonb_array_elements(said -> 'windows') w
      CROSS JOIN generate_series(0, 1) AS back (days)
      CROSS JOIN LATERAL (
        SELECT date_trunc('day', at AT TIME ZONE 'UTC') - make_interval(days => back.days) AS day) today
      CROSS JOIN LATERAL (
        SELECT (today.day + make_interval(mins => (w ->> 'start_minute')::int)) AT TIME ZONE 'UTC' AS start) begins
      WHERE w -> 'weekdays' @> to_jsonb(extract(isodow FROM today.day)::int)
        AND begins.start <= at AND at < begins.start + make_interval(mins => (w ->> 'duration_minutes')::int))
      THEN 'it is outside its windows' END;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_policy_refuses(UUID, INTEGER, UUID) FROM PUBLIC;
