-- Maintains contact and latest reports of all nodes in an insert with three statements, not three per node: single
-- reports are stored in groups of many nodes (docs/decisions/0007-ingest.md). A report more than five minutes ahead of its
-- arrival makes contact, but is never the latest (docs/decisions/0019-arrival.md). Neither is one that is less ahead, once
-- a report that was made after it came has an earlier time.
CREATE OR REPLACE FUNCTION hakim_reports_inserted()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  dids TEXT[] := ARRAY(SELECT DISTINCT target_node_did FROM fresh ORDER BY 1);
  did TEXT;
  present INT;
  waits BOOLEAN;
  came TIMESTAMPTZ;
  made TIMESTAMPTZ;
  arrived TIMESTAMPTZ := clock_timestamp();
  believable TIMESTAMPTZ := least(arrived + interval '5 minutes', '9999-12-31 00:00Z');
  log RECORD;
  open_hour INT;
  ahead BOOLEAN := EXISTS (SELECT FROM fresh WHERE timestamp > believable);
BEGIN
  IF cardinality(dids) = 0 THEN RETURN NULL; END IF;
  SELECT count(*), bool_or(timestamp > arrived + interval '1 minute') INTO present, waits
  FROM node_latest WHERE node_did = ANY (dids);
  IF ahead THEN
    INSERT INTO reports_ahead
    SELECT report_id, target_node_did, timestamp, arrived FROM fresh
    WHERE timestamp > believable AND timestamp <= '9999-12-31 00:00Z';
  END IF;
  -- Half an hour after its end an hour is closed and gets its digest; what comes later has its own. What has its digest stays
  -- closed when the clock is set back.
  SELECT l.first_hour, l.digested_hour INTO log FROM report_log l;
  open_hour := greatest(floor(extract(epoch FROM arrived - interval '30 minutes') / 3600), log.digested_hour + 1);
  IF EXISTS (SELECT FROM fresh WHERE timestamp < to_timestamp(open_hour * 3600.0)) THEN
    INSERT INTO late_reports (report_id, node_did, hour, arrived_hour, sha256)
    SELECT f.report_id, f.target_node_did, floor(extract(epoch FROM f.timestamp) / 3600),
           greatest(floor(extract(epoch FROM arrived) / 3600), log.digested_hour + 1),
           hakim_report_digest((SELECT r FROM health_reports r WHERE r.report_id = f.report_id))
    FROM fresh f
    WHERE f.timestamp >= to_timestamp(log.first_hour * 3600.0) AND f.timestamp < to_timestamp(open_hour * 3600.0)
    ON CONFLICT DO NOTHING;
  END IF;
  -- Writers for one node take turns. Locks are taken in the order of DIDs, with nodes that have no latest report yet in
  -- their place, so that writers never deadlock.
  IF present = cardinality(dids) THEN
    PERFORM FROM node_latest WHERE node_did = ANY (dids) ORDER BY node_did FOR UPDATE;
    -- Whoever held a lock may have deleted the row.
    GET DIAGNOSTICS present = ROW_COUNT;
  END IF;
  IF present < cardinality(dids) THEN
    INSERT INTO nodes (node_did)
    SELECT d FROM unnest(dids) d WHERE NOT EXISTS (SELECT FROM nodes n WHERE n.node_did = d)
    ORDER BY 1
    ON CONFLICT DO NOTHING;
    FOREACH did IN ARRAY dids LOOP
      PERFORM hakim_lock_latest(did);
    END LOOP;
    FOR did IN
      SELECT DISTINCT f.target_node_did FROM fresh f
      WHERE timestamp BETWEEN '0001-01-01 00:00Z' AND '9999-12-31 00:00Z'
        AND NOT EXISTS (SELECT FROM node_latest l WHERE l.node_did = f.target_node_did)
      ORDER BY 1
    LOOP
      PERFORM hakim_refresh_latest(did);
    END LOOP;
  END IF;

  -- A latest report whose time is yet to come would hide all others until then. If its node has reported since, by a clock
  -- that is right, what came before from later times is ahead.
  IF waits THEN
    FOR did, came, made IN
      SELECT l.node_did, l.arrived_at, max(f.timestamp)
      FROM node_latest l JOIN fresh f ON f.target_node_did = l.node_did
      WHERE l.timestamp > arrived + interval '1 minute'
        AND f.timestamp BETWEEN '0001-01-01 00:00Z' AND believable
      GROUP BY l.node_did
      HAVING max(f.timestamp) BETWEEN l.arrived_at AND arrived + interval '1 minute'
      ORDER BY 1
    LOOP
      INSERT INTO reports_ahead
      SELECT report_id, target_node_did, timestamp, came FROM health_reports
      WHERE target_node_did = did AND timestamp > made AND timestamp <= believable
      ON CONFLICT DO NOTHING;
      PERFORM hakim_refresh_latest(did);
    END LOOP;
  END IF;

  -- Contact of nodes of which only reports that are ahead came.
  IF ahead THEN
    UPDATE node_latest l SET
      heard_at = greatest(l.heard_at, arrived),
      contact_seconds = hakim_contact_seconds(l.contact_seconds, extract(epoch FROM arrived - l.heard_at)::float8, NULL),
      ahead_seconds = f.ahead_seconds,
      changed_xid = pg_current_xact_id()
    FROM (SELECT target_node_did AS node_did, extract(epoch FROM max(timestamp) - arrived) AS ahead_seconds
          FROM fresh WHERE timestamp BETWEEN '0001-01-01 00:00Z' AND '9999-12-31 00:00Z'
          GROUP BY 1 HAVING min(timestamp) > believable) f
    WHERE l.node_did = f.node_did;
  END IF;

  -- A node's newest fresh report, its latest one so far, and the last fresh one of another status.
  WITH newest AS (
    SELECT DISTINCT ON (target_node_did) target_node_did AS node_did, report_id, timestamp, status,
           metrics, diagnosis, raw_report -> 'interval_seconds' AS announced,
           min(timestamp) OVER w AS oldest, count(*) OVER w AS reports,
           extract(epoch FROM timestamp - min(timestamp) OVER w) / nullif(count(*) OVER w - 1, 0)
             AS cadence
    FROM fresh WHERE timestamp BETWEEN '0001-01-01 00:00Z' AND believable
    WINDOW w AS (PARTITION BY target_node_did)
    ORDER BY target_node_did, timestamp DESC, report_id DESC),
  pair AS MATERIALIZED (
    SELECT f.*, l.report_id AS last_id, l.timestamp AS last_at, l.status AS last_status,
           l.status_since AS last_since, extract(epoch FROM arrived - l.heard_at)::float8 AS gap,
           CASE WHEN hakim_metric(f.announced) BETWEEN 1 AND 86400 THEN hakim_metric(f.announced) END AS interval_seconds,
           -- What one upload covers tells when the next is due, unless its sender says so, or it is a piece of history.
           CASE WHEN f.announced IS NULL AND f.reports > 1 AND arrived - f.timestamp < f.timestamp - f.oldest
             THEN (f.cadence * f.reports)::float8 END AS carried,
           -- Its reports come as they are made, by whatever clock. What catches up covers more time than it takes.
           f.timestamp > l.timestamp AND extract(epoch FROM arrived - l.heard_at) >= 1
             AND f.timestamp - l.timestamp <= 2 * (arrived - l.heard_at) + interval '1 second' AS live,
           -- A latest report that was just read from the table is up to date.
           l.report_id IS NOT DISTINCT FROM f.report_id AS same,
           l.report_id IS NULL OR (f.timestamp, f.report_id) > (l.timestamp, l.report_id) AS newer
    FROM newest f JOIN node_latest l USING (node_did)),
  other AS (
    SELECT DISTINCT ON (p.node_did) p.node_did, f.timestamp AS other_at, f.report_id AS other_id
    FROM fresh f JOIN pair p ON p.node_did = f.target_node_did
    WHERE f.timestamp BETWEEN '0001-01-01 00:00Z' AND believable
      AND f.status <> CASE WHEN p.newer THEN p.status ELSE p.last_status END
    ORDER BY p.node_did, f.timestamp DESC, f.report_id DESC),
  changed AS (
    SELECT *, CASE
      WHEN same THEN last_since
      WHEN last_id IS NULL THEN hakim_run_start(node_did, status, timestamp)
      WHEN newer AND status <> last_status AND (other_at, other_id) > (last_at, last_id)
        THEN hakim_first_after(node_did, other_at, other_id)
      WHEN newer AND status <> last_status THEN hakim_first_after(node_did, last_at, last_id)
      WHEN other_at > last_since THEN hakim_first_after(node_did, other_at, other_id)
      WHEN oldest <= last_since THEN hakim_run_start(node_did, last_status, last_since)
      ELSE last_since END AS since
    FROM pair LEFT JOIN other USING (node_did)),
  -- Fresh changes of status, for the few nodes that have any.
  turns AS (
    SELECT node_did, array_agg(at ORDER BY at, id) AS changed_at, array_agg(status ORDER BY at, id) AS changed_to
    FROM (SELECT c.node_did, f.timestamp AS at, f.report_id AS id, f.status,
                 coalesce(lag(f.status) OVER (PARTITION BY c.node_did ORDER BY f.timestamp, f.report_id), c.last_status)
                   AS before
          FROM changed c JOIN fresh f ON f.target_node_did = c.node_did
          WHERE c.newer AND NOT c.same AND (c.status <> c.last_status OR c.other_at >= c.last_at)
            AND f.timestamp <= believable AND (f.timestamp, f.report_id) > (c.last_at, c.last_id)) fresh_reports
    WHERE status <> before GROUP BY node_did)
  UPDATE node_latest l SET
    report_id = CASE WHEN c.newer THEN c.report_id ELSE l.report_id END,
    timestamp = CASE WHEN c.newer THEN c.timestamp ELSE l.timestamp END,
    status = CASE WHEN c.newer THEN c.status ELSE l.status END,
    metrics = CASE WHEN c.newer THEN hakim_latest_metrics(c.metrics) ELSE l.metrics END,
    diagnosis = CASE WHEN c.newer THEN hakim_latest_diagnosis(c.diagnosis) ELSE l.diagnosis END,
    status_since = c.since,
    changed_xid = pg_current_xact_id(),
    heard_at = greatest(l.heard_at, arrived),
    arrived_at = CASE WHEN c.newer OR c.same THEN arrived ELSE l.arrived_at END,
    ahead_seconds = NULL,
    -- By how many more, a reader who has seen the rest knows whether the latest is all there is (docs/decisions/0058-alerts.md).
    reports = l.reports + c.reports,
    changed_at = CASE WHEN t.node_did IS NULL THEN l.changed_at ELSE hakim_last_eight(l.changed_at || t.changed_at) END,
    changed_to = CASE WHEN t.node_did IS NULL THEN l.changed_to ELSE hakim_last_eight(l.changed_to || t.changed_to) END,
    interval_seconds = CASE WHEN c.newer OR c.same THEN c.interval_seconds ELSE l.interval_seconds END,
    -- A few live contacts outweigh one upload of history, which taught up to a day.
    contact_seconds = hakim_contact_seconds(
      CASE WHEN c.live AND l.contact_seconds > 300 THEN greatest(300, l.contact_seconds / 2)
           ELSE l.contact_seconds END,
      c.gap, c.carried),
    -- Follows slowly, and one long silence does not become the new normal.
    cadence_seconds = CASE
      WHEN NOT c.newer THEN l.cadence_seconds
      WHEN l.cadence_seconds IS NULL
        THEN coalesce(nullif(extract(epoch FROM c.timestamp - c.last_at), 0), c.cadence)
      ELSE 0.8 * l.cadence_seconds + 0.2 * least(4 * l.cadence_seconds, coalesce(c.cadence,
             extract(epoch FROM c.timestamp - c.last_at))::double precision) END
  FROM changed c LEFT JOIN turns t USING (node_did) WHERE l.node_did = c.node_did;
  RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_reports_inserted() FROM PUBLIC;
