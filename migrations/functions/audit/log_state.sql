-- Writes into the log, once, what was there before everything was compared with it: every table of rights, row by row, and the
-- number and digest of the jobs, of which each has its own digests in adopted_jobs. An empty database has nothing to say.
CREATE OR REPLACE FUNCTION hakim_log_state()
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET TimeZone = 'UTC' SET bytea_output = 'hex'
AS $$
DECLARE
  tables CONSTANT TEXT[] := ARRAY['people', 'invitations', 'password_resets', 'two_factors', 'passkeys', 'consent_keys',
    'nodes', 'node_owners', 'consent_changes', 'delegations', 'node_windows', 'tokens', 'approver_groups',
    'group_members', 'approval_rules', 'rule_seats'];
  name TEXT;
  part RECORD;
BEGIN
  IF NOT EXISTS (SELECT FROM job_events) AND NOT EXISTS (SELECT FROM maintenance_jobs)
     AND NOT EXISTS (SELECT FROM people) AND NOT EXISTS (SELECT FROM nodes) THEN
    RETURN;
  END IF;
  INSERT INTO adopted_jobs (job_id, subject_sha256, state_sha256)
  SELECT j.job_id,
    encode(sha256(convert_to(jsonb_build_array(j.target_node_did, j.requester_did, j.task_name, j.created_at)::text,
      'UTF8')), 'hex'),
    encode(sha256(convert_to(jsonb_build_array(j.status, j.params, j.status_history)::text || hakim_job_digest(j.job_id),
      'UTF8')), 'hex')
  FROM maintenance_jobs j;
  SELECT count(*) AS jobs, encode(sha256(convert_to(coalesce(string_agg(
    a.job_id || ' ' || a.subject_sha256 || ' ' || a.state_sha256, E'\n' ORDER BY a.job_id), ''), 'UTF8')), 'hex') AS sha256
  INTO part FROM adopted_jobs a;
  PERFORM hakim_log('rights', 'jobs adopted', jsonb_build_object('jobs', part.jobs, 'jobs_sha256', part.sha256));
  FOREACH name IN ARRAY tables LOOP
    FOR part IN EXECUTE format(
      'SELECT coalesce(max(n), 0) AS n, coalesce(jsonb_agg(facts), ''[]'') AS facts FROM (
         SELECT hakim_rights_facts(%L, to_jsonb(t)) AS facts, row_number() OVER () / 500 AS n FROM %I t%s) rows
       GROUP BY n ORDER BY n', name, name,
      -- Most nodes have nothing that rights rest on.
      CASE name WHEN 'nodes' THEN
        ' WHERE restricted OR labels <> ''{}'' OR num_nonnulls(retired_at, service_reason, consent) > 0' END)
    LOOP
      PERFORM hakim_log('rights', 'state', jsonb_build_object('table', name, 'part', part.n, 'rows', part.facts));
    END LOOP;
    IF NOT FOUND THEN
      PERFORM hakim_log('rights', 'state', jsonb_build_object('table', name, 'part', 0, 'rows', '[]'::jsonb));
    END IF;
  END LOOP;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_log_state() FROM PUBLIC;
