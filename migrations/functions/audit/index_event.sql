-- Notes when an event was, its kind, its node, and the people who did it or whom it is about, so that the log can be
-- filtered. Everything is read from the event; one that is not readable is noted without facts.
CREATE OR REPLACE FUNCTION hakim_index_event(p_id BIGINT, p_stream TEXT, p_body TEXT)
RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
  -- Where jsonb writes the kind of an event: a history, which may hold anything, comes later.
  request CONSTANT TEXT := '{"at": "' || repeat('_', 27) || '", "kind": "requested", %';
  facts JSONB;
  asked JSONB;
  was_at TIMESTAMPTZ;
  node TEXT;
  asker TEXT;
  named TEXT[];
BEGIN
  BEGIN
    facts := p_body::jsonb;
    was_at := (facts ->> 'at')::timestamptz;
    IF p_stream ~ '^job:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN
      -- By the last request before it, since a job that was deleted may be requested again with its id; its row if it is from before the log.
      SELECT e.body::jsonb INTO asked FROM job_events e
      WHERE e.stream = p_stream AND e.event_id <= p_id AND e.body LIKE request ORDER BY e.seq DESC LIMIT 1;
      IF asked IS NULL THEN
        SELECT j.target_node_did, j.requester_did INTO node, asker
        FROM maintenance_jobs j WHERE j.job_id = substr(p_stream, 5)::uuid;
      ELSE
        node := asked ->> 'target_node_did';
        asker := asked ->> 'requester_did';
      END IF;
    END IF;
  EXCEPTION WHEN OTHERS THEN
    NULL;
  END;
  IF coalesce(jsonb_typeof(facts), '') <> 'object' THEN
    facts := '{}';
  END IF;
  INSERT INTO audit_entries (event_id, at, kind, node_did)
  VALUES (p_id, CASE WHEN isfinite(was_at) THEN was_at END, left(coalesce(facts ->> 'kind', ''), 200),
          coalesce(node, facts -> 'is' ->> 'node_did', facts -> 'was' ->> 'node_did', facts ->> 'node_did'))
  ON CONFLICT DO NOTHING;
  named := ARRAY(
    SELECT v.value FROM (VALUES (facts), (facts -> 'is'), (facts -> 'was')) p (part)
    CROSS JOIN LATERAL jsonb_each_text(CASE WHEN jsonb_typeof(part) = 'object' THEN part END) v
    WHERE v.key ~ '(^|_)(id|did|by)$'
    UNION
    SELECT entry ->> 'actor_did' FROM jsonb_array_elements(
      CASE WHEN jsonb_typeof(facts -> 'history') = 'array' THEN facts -> 'history' END) h (entry)
    UNION SELECT asker);
  INSERT INTO audit_people (person_id, event_id)
  SELECT p.id, p_id FROM people p WHERE p.id = ANY (named) OR p.did = ANY (named)
  UNION
  -- A person who no longer exists.
  SELECT gone, p_id FROM (VALUES (facts -> 'was' ->> 'id'), (facts -> 'is' ->> 'id')) v (gone)
  WHERE facts ->> 'kind' LIKE 'people %' AND gone IS NOT NULL
  ON CONFLICT DO NOTHING;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_index_event(BIGINT, TEXT, TEXT) FROM PUBLIC;
