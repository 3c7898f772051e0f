-- What a node offers under the name of a task, as an approval document holds it; null if it offers no such task. Of
-- several by one name, the one with the highest risk. The digest is that of the whole entry, as the agent makes it too.
CREATE OR REPLACE FUNCTION hakim_offer(p_node TEXT, p_task TEXT)
RETURNS JSONB
LANGUAGE sql STABLE
AS $$
  SELECT jsonb_build_object(
    'digest', encode(sha256(convert_to(E'hakim/offer/1\n' || hakim_canonical(t - 'digest'), 'UTF8')), 'hex'),
    'command', t -> 'command', 'risk', t ->> 'risk', 'params_schema', t -> 'params',
    'cwd', t ->> 'cwd', 'run_as', t ->> 'run_as', 'timeout_seconds', t -> 'timeout_seconds', 'builtin', t -> 'builtin')
    || CASE WHEN t ? 'dry_run' THEN jsonb_build_object('dry_run', t -> 'dry_run') ELSE '{}' END
  FROM nodes n CROSS JOIN LATERAL jsonb_array_elements(CASE WHEN jsonb_typeof(n.tasks) = 'array' THEN n.tasks END) t
  WHERE n.node_did = p_node AND t ->> 'name' = p_task
  ORDER BY hakim_risk_rank(t ->> 'risk') DESC NULLS LAST LIMIT 1
$$;

REVOKE EXECUTE ON FUNCTION hakim_offer(TEXT, TEXT) FROM PUBLIC;
