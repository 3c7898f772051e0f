-- The parts of a node's series, which lib/series/db/series.ts adds up. `starts`: where buckets begin, ascending, epoch
-- seconds, multiples of `tier` (seconds; 0: no roll-ups); they end before `until`. A row is a metric or a status. With
-- `step`, it holds the roll-ups of some chunks: each chunk begins at `chunks` (epoch seconds) and has buckets at `at` ×
-- `step` seconds after that, which count if they begin at or after `since`, before `before`, and in none of `raw_buckets`
-- (5 minutes each, numbered since the epoch). Without `step`, it holds raw reports by the index of their bucket. If no
-- roll-ups are read (`tier` 0), a row of the kind 'times' holds for each bucket its first report (`min`) and its last one
-- (`max`, epoch seconds), and the interval that the last one states (`count`, seconds; 0: none). STABLE: all rows come from
-- the caller's one snapshot. `names` NULL: the first 101 names of the range that roll-ups have, and the first 101 that raw
-- reports have, the usual metrics first; the caller keeps 100 and knows whether there are more.
CREATE OR REPLACE FUNCTION hakim_series_parts(
  node TEXT, starts DOUBLE PRECISION[], until DOUBLE PRECISION, tier INTEGER, names TEXT[])
RETURNS TABLE (
  kind TEXT, name TEXT, step INTEGER, since DOUBLE PRECISION, before DOUBLE PRECISION, raw_buckets INTEGER[],
  chunks BYTEA, at BYTEA, count BYTEA, sum BYTEA, min BYTEA, max BYTEA)
LANGUAGE plpgsql STABLE ROWS 20
-- Planning each range separately takes longer than reading it.
SET plan_cache_mode = 'force_generic_plan'
AS $$
#variable_conflict use_column
DECLARE
  key INT;
  -- Anything earlier is read from the raw rows.
  raw_before DOUBLE PRECISION;
  fine_until DOUBLE PRECISION := floor(until / 300) * 300;
  coarse_until DOUBLE PRECISION := CASE WHEN tier > 300 THEN floor(until / tier) * tier ELSE starts[1] END;
  -- Marked and therefore read from the raw rows, ascending.
  marked INT[] := '{}';
  fine_days INT[] := '{}';
  fine_chunks INT[] := '{}';
  ids INT[];
  usual CONSTANT TEXT[] := ARRAY['cpu_usage_percent', 'memory_usage_mb', 'disk_usage_gb', 'network_io_kbps'];
BEGIN
  SELECT n.node_key, CASE WHEN hakim_series_parts.tier = 0 THEN until ELSE
    greatest(starts[1], least(until, coalesce(n.backfill_before_day * 86400.0::float8, starts[1]))) END
  INTO key, raw_before FROM nodes n WHERE n.node_did = node;
  IF NOT FOUND THEN RETURN; END IF;
  IF raw_before < until THEN
    marked := ARRAY(
      SELECT m.hour * 12 + g
      FROM (SELECT m.hour, bit_or(m.buckets) AS buckets FROM roll_up_marks m WHERE m.node_key = key
              AND m.hour BETWEEN floor(raw_before / 3600)::int AND floor(until / 3600)::int GROUP BY m.hour) m
      JOIN generate_series(0, 11) g ON m.buckets >> g & 1 = 1
      ORDER BY 1);
    IF hakim_series_parts.tier > 300 THEN
      fine_days := ARRAY(
        SELECT floor(b / 288.0)::int FROM unnest(marked) b UNION
        SELECT d.day FROM roll_up_dirty_days d WHERE d.node_key = key
          AND d.day BETWEEN floor(raw_before / 86400)::int AND floor(until / 86400)::int);
    END IF;
    fine_chunks := ARRAY(
      SELECT d * 12 + g FROM unnest(fine_days) d, generate_series(0, 11) g UNION
      SELECT generate_series(floor(greatest(raw_before, coarse_until) / 7200)::int, floor(until / 7200)::int));
    IF names IS NOT NULL THEN
      ids := ARRAY(SELECT m.metric_id FROM metric_names m
        WHERE m.name_hash = ANY (ARRAY(SELECT sha256(convert_to(w, 'UTF8')) FROM unnest(names) w)));
    ELSE
      ids := ARRAY(
        SELECT m.metric_id
        FROM (SELECT r.metric_id FROM roll_ups r WHERE r.node_key = key AND r.tier = 300 AND r.chunk = ANY (fine_chunks)
              UNION
              SELECT r.metric_id FROM roll_ups r
              WHERE r.node_key = key AND r.tier = hakim_series_parts.tier AND hakim_series_parts.tier > 300
                AND r.chunk BETWEEN floor(raw_before / 86400)::int AND floor(until / 86400)::int
                AND r.chunk <> ALL (fine_days)) r
        JOIN metric_names m USING (metric_id)
        ORDER BY array_position(usual, m.name), m.name COLLATE "C" LIMIT 101);
    END IF;
    RETURN QUERY
    SELECT 'metric', m.name, r.step, r.since, r.before, r.raw_buckets, r.chunks, r.at, r.count, r.sum, r.min, r.max
    FROM (
      SELECT r.metric_id, 300 AS step, fine_until AS before,
             CASE WHEN floor(r.chunk / 12.0)::int = ANY (fine_days) THEN raw_before
                  ELSE greatest(raw_before, coarse_until) END AS since,
             CASE WHEN r.kept THEN '{}' ELSE marked END AS raw_buckets,
             array_send(array_agg(r.chunk * 7200.0::float8)) AS chunks,
             string_agg(array_send(at), ''::bytea) AS at,
             string_agg(array_send(count), ''::bytea) AS count,
             string_agg(array_send(sum), ''::bytea) AS sum,
             string_agg(array_send(min), ''::bytea) AS min,
             string_agg(array_send(max), ''::bytea) AS max
      FROM roll_ups r WHERE r.node_key = key AND r.tier = 300
        AND r.chunk = ANY (fine_chunks) AND r.metric_id = ANY (ids)
      GROUP BY 1, 4, r.kept
      UNION ALL
      SELECT r.metric_id, r.tier, coarse_until, raw_before, '{}',
             array_send(array_agg(r.chunk * 86400.0::float8)),
             string_agg(array_send(at), ''::bytea) AS at,
             string_agg(array_send(count), ''::bytea) AS count,
             string_agg(array_send(sum), ''::bytea) AS sum,
             string_agg(array_send(min), ''::bytea) AS min,
             string_agg(array_send(max), ''::bytea) AS max
      FROM roll_ups r WHERE r.node_key = key AND r.tier = hakim_series_parts.tier AND hakim_series_parts.tier > 300
        AND r.chunk BETWEEN floor(raw_before / 86400)::int AND floor(until / 86400)::int
        AND r.chunk <> ALL (fine_days) AND r.metric_id = ANY (ids)
      GROUP BY 1, 2) r
    JOIN metric_names m USING (metric_id)
    UNION ALL
    SELECT 'status', r.status, r.step, r.since, r.before, r.raw_buckets, r.chunks, r.at, r.reports, NULL, NULL, NULL
    FROM (
      SELECT r.status, 300 AS step, fine_until AS before,
             CASE WHEN floor(r.chunk / 12.0)::int = ANY (fine_days) THEN raw_before
                  ELSE greatest(raw_before, coarse_until) END AS since,
             CASE WHEN r.kept THEN '{}' ELSE marked END AS raw_buckets,
             array_send(array_agg(r.chunk * 7200.0::float8)) AS chunks,
             string_agg(array_send(at), ''::bytea) AS at,
             string_agg(array_send(reports), ''::bytea) AS reports
      FROM roll_up_statuses r WHERE r.node_key = key AND r.tier = 300
        AND r.chunk = ANY (fine_chunks)
      GROUP BY 1, 4, r.kept
      UNION ALL
      SELECT r.status, r.tier, coarse_until, raw_before, '{}',
             array_send(array_agg(r.chunk * 86400.0::float8)),
             string_agg(array_send(at), ''::bytea) AS at,
             string_agg(array_send(reports), ''::bytea) AS reports
      FROM roll_up_statuses r WHERE r.node_key = key AND r.tier = hakim_series_parts.tier AND hakim_series_parts.tier > 300
        AND r.chunk BETWEEN floor(raw_before / 86400)::int AND floor(until / 86400)::int
        AND r.chunk <> ALL (fine_days)
      GROUP BY 1, 2) r;
  END IF;
  -- Raw reports: before the roll-ups begin, in marked buckets, and in the last 5 minutes.
  IF starts[1] >= raw_before AND cardinality(marked) = 0 AND fine_until >= until THEN RETURN; END IF;
  RETURN QUERY
  WITH pieces AS MATERIALIZED (
    SELECT lo, hi FROM (
      SELECT starts[1] AS lo, raw_before AS hi
      UNION ALL
      -- One piece for each run of consecutive buckets.
      SELECT greatest(min(b) * 300.0, raw_before), least((max(b) + 1) * 300.0, until)
      FROM unnest(marked) WITH ORDINALITY AS m (b, n) GROUP BY b - n
      UNION ALL
      SELECT greatest(fine_until, raw_before), until WHERE floor(fine_until / 300)::int <> ALL (marked)) p
    WHERE lo < hi),
  reports AS MATERIALIZED (
    SELECT width_bucket(date_part('epoch', h.timestamp), starts) - 1 AS place, h.status, h.metrics, h.timestamp, h.report_id,
           -- A long report would have to be fetched from beside its row.
           CASE WHEN hakim_series_parts.tier = 0 AND pg_column_size(h.raw_report) < 2048
             THEN h.raw_report -> 'interval_seconds' END AS stated
    FROM pieces p CROSS JOIN LATERAL (
      SELECT * FROM health_reports r WHERE r.target_node_did = node
        AND r.timestamp >= to_timestamp(p.lo) AND r.timestamp < to_timestamp(p.hi) OFFSET 0) h)
  (SELECT 'metric', b.key, NULL::int, NULL::float8, NULL::float8, NULL::int[], NULL::bytea,
         array_send(array_agg(b.place)), array_send(array_agg(b.count)), array_send(array_agg(b.sum)),
         array_send(array_agg(b.min)), array_send(array_agg(b.max))
  FROM (
    SELECT j.key, place, count(v)::int AS count, sum(v) AS sum, min(v) AS min, max(v) AS max FROM reports
    CROSS JOIN LATERAL (
      SELECT key, hakim_metric(value) AS v
      FROM jsonb_each(CASE WHEN jsonb_typeof(metrics) = 'object' THEN metrics END)
      -- Converts each value to a number once, not once for each aggregate.
      OFFSET 0) j
    WHERE j.v IS NOT NULL AND (names IS NULL OR j.key = ANY (names))
    GROUP BY j.key, place) b
  GROUP BY b.key
  ORDER BY array_position(usual, b.key), b.key COLLATE "C" LIMIT CASE WHEN names IS NULL THEN 101 END)
  UNION ALL
  SELECT 'status', b.status, NULL, NULL, NULL, NULL, NULL,
         array_send(array_agg(b.place)), array_send(array_agg(b.reports)), NULL, NULL, NULL
  FROM (SELECT status, place, count(*)::int AS reports FROM reports GROUP BY status, place) b
  GROUP BY b.status
  UNION ALL
  SELECT 'times', '', NULL, NULL, NULL, NULL, NULL,
         array_send(array_agg(b.place)), array_send(array_agg(b.seconds)), NULL,
         array_send(array_agg(b.first)), array_send(array_agg(b.last))
  FROM (
    SELECT place, date_part('epoch', begins) AS first, date_part('epoch', timestamp) AS last,
           CASE WHEN hakim_metric(stated) BETWEEN 1 AND 86400 THEN hakim_metric(stated) ELSE 0 END AS seconds
    FROM (SELECT DISTINCT ON (place) place, timestamp, stated, min(timestamp) OVER (PARTITION BY place) AS begins
          FROM reports WHERE hakim_series_parts.tier = 0
          ORDER BY place, timestamp DESC, report_id DESC) ends) b
  HAVING count(*) > 0;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_series_parts(TEXT, DOUBLE PRECISION[], DOUBLE PRECISION, INTEGER, TEXT[]) FROM PUBLIC;
