-- Maintains the latest reports of nodes whose reports were updated or deleted. A report whose time was changed arrived
-- when it was changed.
CREATE OR REPLACE FUNCTION hakim_reports_changed()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  node TEXT;
  log RECORD;
  arrived TIMESTAMPTZ := clock_timestamp();
BEGIN
  -- Whoever changes what has its digest is on record, and those digests no longer say anything.
  SELECT first_hour, greatest(digested_hour, floor(extract(epoch FROM arrived - interval '30 minutes') / 3600)::int - 1) AS last_hour
  INTO log FROM report_log;
  PERFORM hakim_log('rights', 'reports changed', jsonb_build_object(
    'operation', lower(TG_OP), 'reports', sum(c.reports), 'hours', jsonb_agg(jsonb_build_array(c.node, c.first, c.last))))
  FROM (SELECT g.target_node_did AS node, count(*) AS reports, floor(extract(epoch FROM min(g.timestamp)) / 3600)::int AS first,
               floor(extract(epoch FROM max(g.timestamp)) / 3600)::int AS last
        FROM gone g
        WHERE g.timestamp >= to_timestamp(log.first_hour * 3600.0) AND g.timestamp < to_timestamp((log.last_hour + 1) * 3600.0)
        GROUP BY g.target_node_did ORDER BY g.target_node_did) c
  HAVING count(*) > 0;
  IF TG_OP = 'UPDATE' THEN
    -- So is whoever puts a report where others have their digest.
    PERFORM hakim_log('rights', 'reports changed', jsonb_build_object(
      'operation', lower(TG_OP), 'reports', sum(c.reports), 'hours', jsonb_agg(jsonb_build_array(c.node, c.first, c.last))))
    FROM (SELECT f.target_node_did AS node, count(*) AS reports, floor(extract(epoch FROM min(f.timestamp)) / 3600)::int AS first,
                 floor(extract(epoch FROM max(f.timestamp)) / 3600)::int AS last
          FROM fresh f
          WHERE f.timestamp >= to_timestamp(log.first_hour * 3600.0) AND f.timestamp < to_timestamp((log.last_hour + 1) * 3600.0)
            AND NOT EXISTS (SELECT FROM gone g WHERE g.report_id = f.report_id AND g.target_node_did = f.target_node_did
              AND date_trunc('hour', g.timestamp, 'UTC') = date_trunc('hour', f.timestamp, 'UTC'))
          GROUP BY f.target_node_did ORDER BY f.target_node_did) c
    HAVING count(*) > 0;
    INSERT INTO nodes (node_did) SELECT DISTINCT target_node_did FROM fresh ORDER BY 1
    ON CONFLICT DO NOTHING;
    DELETE FROM reports_ahead WHERE report_id IN (
      SELECT g.report_id FROM gone g
      WHERE NOT EXISTS (SELECT FROM fresh f WHERE (f.report_id, f.target_node_did, f.timestamp)
                                                = (g.report_id, g.target_node_did, g.timestamp)));
    INSERT INTO reports_ahead
    SELECT report_id, target_node_did, timestamp, arrived FROM fresh
    WHERE timestamp > arrived + interval '5 minutes' AND timestamp <= '9999-12-31 00:00Z'
    ON CONFLICT DO NOTHING;
    FOR node IN SELECT target_node_did FROM fresh UNION SELECT target_node_did FROM gone ORDER BY 1 LOOP
      PERFORM hakim_refresh_latest(node);
    END LOOP;
  ELSE
    DELETE FROM reports_ahead WHERE report_id IN (SELECT report_id FROM gone);
    FOR node IN SELECT DISTINCT target_node_did FROM gone ORDER BY 1 LOOP
      PERFORM hakim_refresh_latest(node);
    END LOOP;
  END IF;
  RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_reports_changed() FROM PUBLIC;
