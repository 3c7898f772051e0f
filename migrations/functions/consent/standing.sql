-- The capacity in which a person can decide on a job: owner, delegate, group, or null. Nobody who is disabled has one,
-- nor an owner who came after the request, nor whoever decides for them or for the requester.
-- Checks neither their role nor whether they are the requester.
CREATE OR REPLACE FUNCTION hakim_standing(p_job UUID, p_person TEXT)
RETURNS TEXT
LANGUAGE sql STABLE
AS $$
  SELECT coalesce(
    (SELECT max(n.standing) FROM node_deciders n JOIN maintenance_jobs j ON j.target_node_did = n.node_did
     WHERE j.job_id = p_job AND n.person_id = p_person
       AND (n.counts_from IS NULL OR n.counts_from <= hakim_requested_at(p_job))
       AND (n.standing = 'owner' OR NOT hakim_through_requester(p_job, n.owner_id))),
    (SELECT 'group' FROM group_members m JOIN people p ON p.id = m.person_id
     WHERE m.person_id = p_person AND p.disabled_at IS NULL AND m.group_id IN (
       SELECT s.group_id FROM hakim_rules_of(p_job) r JOIN rule_seats s USING (rule_id)) LIMIT 1))
$$;

REVOKE EXECUTE ON FUNCTION hakim_standing(UUID, TEXT) FROM PUBLIC;
