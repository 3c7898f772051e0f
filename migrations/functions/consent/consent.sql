-- The state of the consent to a job: {met, broken, needed: [{group_id, name, votes, given}], lacks}. The first
-- is that of owners and delegates: as many as a rule asks for, or as the node says that it requires, whichever is more. A vote counts while the voter is still an approver, is not disabled, has
-- standing (an owner who came after the request has none, nor a delegate of the requester), is not the requester, voted on exactly the document that the job has, and has not revoked the key that signed it. The vote of a policy counts for its owner, never for a group, while the policy still approves the job. Groups need different people (Hall's condition over their subsets).
-- Volatile: each statement in it must see what is committed by now.
CREATE OR REPLACE FUNCTION hakim_consent(p_job UUID)
RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  job RECORD;
  voters TEXT[];
  -- Those who voted themselves.
  by_hand TEXT[];
  owners INTEGER;
  given INTEGER;
  groups JSONB;
  wanted INTEGER[];
  masks INTEGER[];
  lacks TEXT;
BEGIN
  -- Most installations have no rules; then nothing about rules is read for a job.
  SELECT v.voters, v.by_hand, b.broken, EXISTS (SELECT FROM approval_rules) AS has_rules,
         (SELECT count(DISTINCT n.person_id) FROM node_deciders n
          WHERE n.node_did = j.target_node_did AND n.person_id = ANY (v.voters)
            AND (n.counts_from IS NULL OR n.counts_from <= hakim_requested_at(j.job_id))
            AND (n.standing = 'owner' OR NOT hakim_through_requester(j.job_id, n.owner_id))) AS given,
         (SELECT CASE WHEN jsonb_typeof(n.consent -> 'required') = 'number' THEN (n.consent ->> 'required')::numeric END
          FROM nodes n WHERE n.node_did = j.target_node_did) AS required INTO job
  FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id)
  -- Jobs that ended before there were documents have none.
  LEFT JOIN approval_documents a ON a.job_id = j.job_id AND a.revision = coalesce(d.revision, 1)
  CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(p.id), '{}') AS voters, coalesce(array_agg(p.id) FILTER (WHERE v.policy_id IS NULL), '{}') AS by_hand FROM job_votes v JOIN people p ON p.id = v.person_id
    WHERE v.job_id = j.job_id AND v.revision = coalesce(d.revision, 1) AND v.decision = 'approve'
      AND v.approval_hash = coalesce(a.digest, v.approval_hash) AND v.withdrawn_at IS NULL
      AND NOT EXISTS (SELECT FROM consent_keys k WHERE k.key_id = v.key_id AND k.revoked_at IS NOT NULL) AND p.role IN ('approver', 'admin') AND p.disabled_at IS NULL
      AND p.did <> j.requester_did AND p.id IS DISTINCT FROM d.requester_id
      AND (v.policy_id IS NULL OR hakim_policy_refuses(v.policy_id, v.policy_revision, v.job_id) IS NULL)) v
  CROSS JOIN LATERAL (
    SELECT EXISTS (SELECT FROM break_glass g JOIN people p ON p.id = g.person_id
                   WHERE g.job_id = j.job_id AND g.revision = coalesce(d.revision, 1)
                     AND g.approval_hash = coalesce(a.digest, g.approval_hash) AND p.role = 'admin'
                     AND p.disabled_at IS NULL AND NOT EXISTS (
                       SELECT FROM consent_keys k WHERE k.key_id = g.key_id AND k.revoked_at IS NOT NULL)) AS broken) b
  WHERE j.job_id = p_job;
  IF NOT FOUND THEN RETURN NULL; END IF;
  voters := job.voters;
  by_hand := job.by_hand;
  given := job.given;
  -- Of several, some may stand for the same owner.
  IF given > 1 THEN
    given := hakim_owners_given(p_job, voters, by_hand);
  END IF;
  -- With fewer, the node would refuse the job for ever.
  owners := least(greatest(1, job.required), 1000);
  groups := '[]';
  IF job.has_rules THEN
    owners := greatest(owners, (SELECT max(r.owners) FROM hakim_rules_of(p_job) r));
  END IF;
  IF given < owners THEN
    lacks := format('%s more of the node''s owners or their delegates', owners - given);
  END IF;
  IF job.has_rules THEN
    SELECT coalesce(jsonb_agg(jsonb_build_object('group_id', s.group_id, 'name', s.name, 'votes', s.votes,
             'given', cardinality(s.members)) ORDER BY s.name), '[]'),
           array_agg(s.votes ORDER BY s.name),
           (SELECT array_agg(mask) FROM (
              SELECT sum(1 << (a.n - 1)::int)::int AS mask FROM unnest(by_hand) AS v (id)
              JOIN LATERAL (SELECT n FROM unnest(array_agg(s.group_id ORDER BY s.name)) WITH ORDINALITY AS o (g, n)
                            JOIN group_members m ON m.group_id = o.g AND m.person_id = v.id) a ON true
              GROUP BY v.id) each)
    INTO groups, wanted, masks
    FROM (SELECT g.group_id, g.name, max(needed.votes)::int AS votes,
                 ARRAY(SELECT m.person_id FROM group_members m
                       WHERE m.group_id = g.group_id AND m.person_id = ANY (by_hand)) AS members
          FROM hakim_rules_of(p_job) r JOIN rule_seats needed USING (rule_id) JOIN approver_groups g USING (group_id)
          GROUP BY g.group_id, g.name) s;
  END IF;
  IF lacks IS NULL AND wanted IS NOT NULL THEN
    SELECT string_agg(format('%s more from the group %s', (e ->> 'votes')::int - (e ->> 'given')::int, e ->> 'name'),
                      ' and ')
    INTO lacks FROM jsonb_array_elements(groups) e WHERE (e ->> 'given')::int < (e ->> 'votes')::int;
    -- Each group doubles the time of counting: so many of them get no consent rather than stall the database.
    IF cardinality(wanted) > 10 THEN
      lacks := 'simpler rules: together they name more than 10 groups for one job';
    END IF;
    IF lacks IS NULL AND EXISTS (
      SELECT FROM generate_series(1, (1 << cardinality(wanted)) - 1) AS s (subset)
      WHERE (SELECT sum(w) FROM unnest(wanted) WITH ORDINALITY AS u (w, n) WHERE subset & (1 << (n - 1)::int) <> 0)
          > (SELECT count(*) FROM unnest(masks) AS m (mask) WHERE mask & subset <> 0)) THEN
      lacks := 'different people for its groups: one person counts for one group only';
    END IF;
  END IF;
  RETURN jsonb_build_object(
    'met', lacks IS NULL OR job.broken, 'broken', job.broken, 'lacks', lacks,
    'needed', jsonb_build_array(jsonb_build_object('group_id', NULL, 'name', NULL, 'votes', owners, 'given', given))
             || groups);
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_consent(UUID) FROM PUBLIC;
