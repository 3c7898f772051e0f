-- The signed delegations under which a person's vote on a job counts at a moment, with the keys that signed them; the longest
-- first. None of an owner who came after the request, or who made it, and none for a node whose agent says that it counts no delegates: it
-- refuses a vote with a key that it does not know.
CREATE OR REPLACE FUNCTION hakim_signed_delegations(p_job UUID, p_person TEXT, p_at TIMESTAMPTZ)
RETURNS JSONB
LANGUAGE sql STABLE
AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('signed', d.signed, 'from', o.did, 'key', k.key, 'rp_id', k.rp_id,
           'origins', to_jsonb(k.origins)) ORDER BY d.valid_until DESC, d.delegation_id), '[]')
  FROM maintenance_jobs j JOIN delegations d ON d.node_did = j.target_node_did
  JOIN node_owners w ON w.node_did = d.node_did AND w.person_id = d.owner_id
  JOIN people o ON o.id = d.owner_id JOIN consent_keys k USING (key_id)
  WHERE j.job_id = p_job AND d.delegate_id = p_person AND d.valid_until > p_at
    AND (w.counts_from IS NULL OR w.counts_from <= hakim_requested_at(p_job)) AND NOT hakim_through_requester(p_job, d.owner_id)
    AND coalesce(d.revoked_at > p_at, true) AND coalesce(k.revoked_at > p_at, true)
    AND coalesce(o.disabled_at > p_at, true)
    AND NOT EXISTS (SELECT FROM nodes n WHERE n.node_did = d.node_did AND n.consent -> 'delegation' = 'false')
$$;

REVOKE EXECUTE ON FUNCTION hakim_signed_delegations(UUID, TEXT, TIMESTAMPTZ) FROM PUBLIC;
