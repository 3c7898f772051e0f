-- The signed delegations of a node to a person that held at a moment, with the keys that signed them; the longest first.
-- None for a node whose agent says that it counts no delegates: it refuses a vote with a key that it does not know.
CREATE OR REPLACE FUNCTION hakim_signed_delegations(p_node TEXT, p_person TEXT, p_at TIMESTAMPTZ)
RETURNS JSONB
LANGUAGE sql STABLE
AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('signed', d.signed, 'from', o.did, 'key', k.key, 'rp_id', k.rp_id,
           'origins', to_jsonb(k.origins)) ORDER BY d.valid_until DESC, d.delegation_id), '[]')
  FROM delegations d JOIN people o ON o.id = d.owner_id JOIN consent_keys k USING (key_id)
  WHERE d.node_did = p_node AND d.delegate_id = p_person AND d.valid_until > p_at
    AND coalesce(d.revoked_at > p_at, true) AND coalesce(k.revoked_at > p_at, true)
    AND coalesce(o.disabled_at > p_at, true)
    AND NOT EXISTS (SELECT FROM nodes n WHERE n.node_did = p_node AND n.consent -> 'delegation' = 'false')
$$;

REVOKE EXECUTE ON FUNCTION hakim_signed_delegations(TEXT, TEXT, TIMESTAMPTZ) FROM PUBLIC;
