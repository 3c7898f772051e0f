-- Writes into the log, once, what was there before these were compared with it too: who can sign in with a password or a provider,
-- which providers may add people, and of nodes since when they have had an owner and whether they are samples. Of nodes only these
-- columns, so that nothing that was compared before is stated anew. An empty database has nothing to say.
CREATE OR REPLACE FUNCTION hakim_log_more_state()
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET TimeZone = 'UTC' SET bytea_output = 'hex'
AS $$
DECLARE
  name TEXT;
  part RECORD;
BEGIN
  IF NOT EXISTS (SELECT FROM job_events) THEN
    RETURN;
  END IF;
  FOREACH name IN ARRAY ARRAY['accounts', 'role_providers', 'nodes'] LOOP
    FOR part IN EXECUTE format(
      'SELECT coalesce(max(n), 0) AS n, coalesce(jsonb_agg(facts), ''[]'') AS facts FROM (
         SELECT %s AS facts, row_number() OVER () / 500 AS n FROM %I t%s) rows GROUP BY n ORDER BY n',
      CASE name WHEN 'nodes' THEN
        'jsonb_build_object(''node_did'', node_did, ''owned_since'', owned_since, ''is_sample'', is_sample)'
      ELSE format('hakim_rights_facts(%L, to_jsonb(t))', name) END, name,
      CASE name WHEN 'nodes' THEN ' WHERE is_sample OR owned_since IS NOT NULL'
                WHEN 'accounts' THEN ' WHERE provider_id <> ''credential'' OR person_id NOT LIKE ''local-%''' ELSE '' END)
    LOOP
      PERFORM hakim_log('rights', 'state', jsonb_build_object(
        'table', name, 'part', part.n, 'rows', part.facts, 'version', 2));
    END LOOP;
    IF NOT FOUND THEN
      PERFORM hakim_log('rights', 'state', jsonb_build_object(
        'table', name, 'part', 0, 'rows', '[]'::jsonb, 'version', 2));
    END IF;
  END LOOP;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_log_more_state() FROM PUBLIC;
