import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The numbers of a column of arrays, one array after the other, in PostgreSQL's binary format. */
const sent = (column: string): string => `string_agg(array_send(${column}), ''::bytea) AS ${column}`
const sentAll = (columns: readonly string[]): string => columns.map(sent).join(', ')

/**
 * What the series of a node are made of, for lib/series/db/series.ts to add up: taking roll-ups apart, adding them up and writing
 * their numbers out took PostgreSQL most of the time of a series (docs/decisions/0010-roll-ups.md). `hakim_buckets`, which
 * did, stays for servers of the version before that still run.
 */
export class SeriesArrays1764000012000 implements MigrationInterface {
  name = 'SeriesArrays1764000012000'

  /**
   * The same roll-ups and raw reports as `hakim_buckets` takes, for the same arguments. A row is a metric or a status:
   * with `step`, the roll-ups of some chunks, of which each begins at `chunks` (epoch seconds) and holds buckets at
   * `at` × `step` seconds after it; those count that begin from `since` and before `before`, and not in one of `hours`
   * (since the epoch). Without, raw reports by the place of their bucket. STABLE: all is of the caller's one snapshot.
   */
  async up(runner: QueryRunner): Promise<void> {
    const rolled = (table: string, name: string, columns: readonly string[], wanted: string): string => `
          SELECT r.${name}, 300 AS step, fine_until AS before,
                 CASE WHEN floor(r.chunk / 12.0)::int = ANY (fine_days) THEN raw_before
                      ELSE greatest(raw_before, coarse_until) END AS since,
                 CASE WHEN r.kept THEN '{}' ELSE raw_hours END AS hours,
                 array_send(array_agg(r.chunk * 7200.0::float8)) AS chunks, ${sentAll(columns)}
          FROM ${table} r WHERE r.node_key = key AND r.tier = 300 AND r.chunk = ANY (fine_chunks) ${wanted}
          GROUP BY 1, 4, r.kept
          UNION ALL
          SELECT r.${name}, r.tier, coarse_until, raw_before, '{}', array_send(array_agg(r.chunk * 86400.0::float8)), ${sentAll(columns)}
          FROM ${table} r WHERE r.node_key = key AND r.tier = hakim_series.tier AND hakim_series.tier > 300
            AND r.chunk BETWEEN floor(raw_before / 86400)::int AND floor(until / 86400)::int
            AND r.chunk <> ALL (fine_days) ${wanted}
          GROUP BY 1, 2`
    const bytes = (column: string): string => `array_send(array_agg(b.${column}))`
    await runner.query(`
      CREATE FUNCTION hakim_series(
        node TEXT, starts DOUBLE PRECISION[], until DOUBLE PRECISION, tier INT, names TEXT[])
      RETURNS TABLE (
        kind TEXT, name TEXT, step INT, since DOUBLE PRECISION, before DOUBLE PRECISION, hours INT[],
        chunks BYTEA, at BYTEA, count BYTEA, sum BYTEA, min BYTEA, max BYTEA)
      LANGUAGE plpgsql STABLE ROWS 20
      -- Planning anew for each range takes longer than reading it.
      SET plan_cache_mode = 'force_generic_plan' AS $$
      #variable_conflict use_column
      DECLARE
        key INT;
        -- Everything before is read from the raw rows.
        raw_before DOUBLE PRECISION;
        fine_until DOUBLE PRECISION := floor(until / 300) * 300;
        coarse_until DOUBLE PRECISION := CASE WHEN tier > 300 THEN floor(until / tier) * tier ELSE starts[1] END;
        raw_hours INT[] := '{}';
        fine_days INT[] := '{}';
        fine_chunks INT[] := '{}';
        ids INT[];
      BEGIN
        SELECT n.node_key, CASE WHEN hakim_series.tier = 0 THEN until ELSE
          greatest(starts[1], least(until, coalesce(n.backfill_before_day * 86400.0::float8, starts[1]))) END
        INTO key, raw_before FROM nodes n WHERE n.node_did = node;
        IF NOT FOUND THEN RETURN; END IF;
        IF raw_before < until THEN
          raw_hours := ARRAY(SELECT DISTINCT d.hour FROM roll_up_dirty_hours d WHERE d.node_key = key
            AND d.hour BETWEEN floor(raw_before / 3600)::int AND floor(until / 3600)::int);
          IF hakim_series.tier > 300 THEN
            fine_days := ARRAY(
              SELECT floor(h / 24.0)::int FROM unnest(raw_hours) h UNION
              SELECT d.day FROM roll_up_dirty_days d WHERE d.node_key = key
                AND d.day BETWEEN floor(raw_before / 86400)::int AND floor(until / 86400)::int);
          END IF;
          fine_chunks := ARRAY(
            SELECT d * 12 + g FROM unnest(fine_days) d, generate_series(0, 11) g UNION
            SELECT generate_series(floor(greatest(raw_before, coarse_until) / 7200)::int, floor(until / 7200)::int));
          IF names IS NOT NULL THEN
            ids := ARRAY(SELECT m.metric_id FROM metric_names m
              WHERE m.name_hash = ANY (ARRAY(SELECT sha256(convert_to(w, 'UTF8')) FROM unnest(names) w)));
          END IF;
          RETURN QUERY
          SELECT 'metric', m.name, r.step, r.since, r.before, r.hours, r.chunks, r.at, r.count, r.sum, r.min, r.max
          FROM (${rolled('roll_ups', 'metric_id', ['at', 'count', 'sum', 'min', 'max'], 'AND (ids IS NULL OR r.metric_id = ANY (ids))')}) r
          JOIN metric_names m USING (metric_id)
          UNION ALL
          SELECT 'status', r.status, r.step, r.since, r.before, r.hours, r.chunks, r.at, r.reports, NULL, NULL, NULL
          FROM (${rolled('roll_up_statuses', 'status', ['at', 'reports'], '')}) r;
        END IF;
        -- Raw reports: before the roll-ups begin, in marked hours, and in the last 5 minutes.
        IF starts[1] >= raw_before AND cardinality(raw_hours) = 0 AND fine_until >= until THEN RETURN; END IF;
        RETURN QUERY
        WITH pieces AS MATERIALIZED (
          SELECT lo, hi FROM (
            SELECT starts[1] AS lo, raw_before AS hi
            UNION ALL
            SELECT greatest(h * 3600.0, raw_before), least((h + 1) * 3600.0, until) FROM unnest(raw_hours) h
            UNION ALL
            SELECT greatest(fine_until, raw_before), until WHERE floor(fine_until / 3600)::int <> ALL (raw_hours)) p
          WHERE lo < hi),
        reports AS MATERIALIZED (
          SELECT width_bucket(date_part('epoch', h.timestamp), starts) - 1 AS place, h.status, h.metrics
          FROM pieces p CROSS JOIN LATERAL (
            SELECT * FROM health_reports r WHERE r.target_node_did = node
              AND r.timestamp >= to_timestamp(p.lo) AND r.timestamp < to_timestamp(p.hi) OFFSET 0) h)
        SELECT 'metric', b.key, NULL::int, NULL::float8, NULL::float8, NULL::int[], NULL::bytea,
               ${['place', 'count', 'sum', 'min', 'max'].map(bytes).join(', ')}
        FROM (
          SELECT j.key, place, count(v)::int AS count, sum(v) AS sum, min(v) AS min, max(v) AS max FROM reports
          CROSS JOIN LATERAL (
            SELECT key, hakim_metric(value) AS v
            FROM jsonb_each(CASE WHEN jsonb_typeof(metrics) = 'object' THEN metrics END)
            -- Makes a number of each value once, not once for each aggregate.
            OFFSET 0) j
          WHERE j.v IS NOT NULL AND (names IS NULL OR j.key = ANY (names))
          GROUP BY j.key, place) b
        GROUP BY b.key
        UNION ALL
        SELECT 'status', b.status, NULL, NULL, NULL, NULL, NULL, ${bytes('place')}, ${bytes('reports')}, NULL, NULL, NULL
        FROM (SELECT status, place, count(*)::int AS reports FROM reports GROUP BY status, place) b
        GROUP BY b.status;
      END $$`)
    await runner.query(
      `REVOKE EXECUTE ON FUNCTION hakim_series(TEXT, DOUBLE PRECISION[], DOUBLE PRECISION, INT, TEXT[]) FROM PUBLIC`,
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION hakim_series(TEXT, DOUBLE PRECISION[], DOUBLE PRECISION, INT, TEXT[])`)
  }
}
