import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Times that every reader can write down: plain SQL may hold infinity, which is in no bucket. */
const readable = `timestamp BETWEEN '0001-01-01 00:00Z' AND '9999-12-31 00:00Z'`

/** The day after the last readable one: nothing of this node is rolled up yet, nor its latest state read. */
const notBegun = 2_932_897

/**
 * Roll-ups of every numeric metric and status, in tiers of 5 minutes, 1 hour, 6 hours and 1 day. A row holds the
 * buckets of one chunk (2 hours of the first tier, a day of the others) as arrays: `at` is the bucket's place in the
 * chunk. Triggers only mark the hour of whatever any writer changes; lib/series/db/roll-ups.ts folds marked hours anew from the
 * raw rows, and `hakim_buckets` reads marked hours from the raw rows meanwhile.
 * `kept` rows hold what retention has deleted from the raw rows; the others always equal the raw rows that are there.
 * Of a node, days before `backfill_before_day` are not rolled up yet (null: all are), and raw rows of days before
 * `kept_before_day` may be gone (null: none are). Days are numbered since the epoch.
 */
export class RollUps1764000004000 implements MigrationInterface {
  name = 'RollUps1764000004000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE nodes
        ADD COLUMN node_key INT GENERATED ALWAYS AS IDENTITY UNIQUE,
        ADD COLUMN backfill_before_day INT,
        ADD COLUMN kept_before_day INT`)
    await runner.query(`UPDATE nodes SET backfill_before_day = ${notBegun}`)
    await runner.query(`
      CREATE INDEX idx_nodes_backfill ON nodes (backfill_before_day) WHERE backfill_before_day IS NOT NULL`)
    await runner.query(`
      CREATE TABLE metric_names (
        metric_id INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name TEXT NOT NULL,
        -- A name may be longer than an index entry.
        name_hash BYTEA NOT NULL UNIQUE
      )`)
    await runner.query(`
      CREATE TABLE roll_ups (
        node_key INT NOT NULL REFERENCES nodes (node_key) ON DELETE CASCADE,
        tier INT NOT NULL,
        chunk INT NOT NULL,
        metric_id INT NOT NULL REFERENCES metric_names (metric_id),
        kept BOOLEAN NOT NULL,
        at SMALLINT[] NOT NULL,
        count INT[] NOT NULL,
        sum DOUBLE PRECISION[] NOT NULL,
        min DOUBLE PRECISION[] NOT NULL,
        max DOUBLE PRECISION[] NOT NULL,
        first DOUBLE PRECISION[] NOT NULL,
        last DOUBLE PRECISION[] NOT NULL,
        PRIMARY KEY (node_key, tier, chunk, metric_id, kept)
      )`)
    await runner.query(`
      CREATE TABLE roll_up_statuses (
        node_key INT NOT NULL REFERENCES nodes (node_key) ON DELETE CASCADE,
        tier INT NOT NULL,
        chunk INT NOT NULL,
        status VARCHAR(50) NOT NULL,
        kept BOOLEAN NOT NULL,
        at SMALLINT[] NOT NULL,
        reports INT[] NOT NULL,
        PRIMARY KEY (node_key, tier, chunk, status, kept)
      )`)
    // Marks are only ever added by writers, never shared: a mark that a fold has not seen outlives it.
    await runner.query(`CREATE TABLE roll_up_dirty_hours (node_key INT NOT NULL, hour INT NOT NULL)`)
    await runner.query(`CREATE INDEX idx_roll_up_dirty_hours_node ON roll_up_dirty_hours (node_key, hour)`)
    await runner.query(`CREATE INDEX idx_roll_up_dirty_hours_hour ON roll_up_dirty_hours (hour)`)
    await runner.query(`CREATE TABLE roll_up_dirty_days (node_key INT NOT NULL, day INT NOT NULL)`)
    await runner.query(`CREATE INDEX idx_roll_up_dirty_days_node ON roll_up_dirty_days (node_key, day)`)
    await runner.query(`CREATE INDEX idx_roll_up_dirty_days_day ON roll_up_dirty_days (day)`)
    await this.marks(runner)
    await this.buckets(runner)
  }

  private async marks(runner: QueryRunner): Promise<void> {
    const mark = (table: string): string => `
      INSERT INTO roll_up_dirty_hours (node_key, hour)
      SELECT DISTINCT n.node_key, floor(date_part('epoch', r.timestamp) / 3600)::int
      FROM ${table} r JOIN nodes n ON n.node_did = r.target_node_did WHERE r.${readable}`
    await runner.query(`
      CREATE FUNCTION hakim_roll_ups_marked() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP <> 'DELETE' THEN ${mark('fresh')}; END IF;
        IF TG_OP <> 'INSERT' THEN ${mark('gone')}; END IF;
        RETURN NULL;
      END $$`)
    const tables = { insert: 'NEW TABLE AS fresh', update: 'NEW TABLE AS fresh OLD TABLE AS gone' }
    // Named to fire after hakim_reports_…, which registers new nodes.
    for (const [event, references] of Object.entries(tables))
      await runner.query(`
        CREATE TRIGGER hakim_roll_ups_${event} AFTER ${event} ON health_reports
        REFERENCING ${references} FOR EACH STATEMENT EXECUTE FUNCTION hakim_roll_ups_marked()`)
    // Retention deletes rows whose roll-ups are kept, and never a node's latest report.
    const unlessRetention = `WHEN (current_setting('hakim.retention', true) IS DISTINCT FROM 'on')`
    await runner.query(`
      CREATE TRIGGER hakim_roll_ups_delete AFTER DELETE ON health_reports
      REFERENCING OLD TABLE AS gone FOR EACH STATEMENT ${unlessRetention} EXECUTE FUNCTION hakim_roll_ups_marked()`)
    await runner.query(`DROP TRIGGER hakim_reports_deleted ON health_reports`)
    await runner.query(`
      CREATE TRIGGER hakim_reports_deleted AFTER DELETE ON health_reports
      REFERENCING OLD TABLE AS gone FOR EACH STATEMENT ${unlessRetention} EXECUTE FUNCTION hakim_reports_changed()`)
    await runner.query(`
      CREATE FUNCTION hakim_roll_ups_truncated() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM roll_up_dirty_hours;
        DELETE FROM roll_ups WHERE NOT kept;
        DELETE FROM roll_up_statuses WHERE NOT kept;
        RETURN NULL;
      END $$`)
    await runner.query(`
      CREATE TRIGGER hakim_roll_ups_truncate AFTER TRUNCATE ON health_reports
      FOR EACH STATEMENT EXECUTE FUNCTION hakim_roll_ups_truncated()`)
  }

  /**
   * The buckets that begin at `starts` (ascending, epoch seconds, multiples of `tier`) and end before `until`, from the
   * roll-ups of `tier` (seconds, 0: none) where they hold, from the 5-minute ones where a coarser bucket is cut or its
   * day is marked, and from the raw rows in marked hours, before the backfill, and in the last 5 minutes of a range.
   * STABLE: all of it is of the caller's one snapshot. Columns as JSON, which decodes fastest.
   */
  private async buckets(runner: QueryRunner): Promise<void> {
    const unpacked = (table: string, columns: readonly string[]): string =>
      columns.map((column) => `unnest(${table}.${column}) AS ${column}`).join(', ')
    const elements = (table: string, name: string, columns: readonly string[], wanted: string): string => `
      SELECT ${name}, width_bucket(t, starts) - 1 AS place, ${columns.map((column) => `e.${column}`).join(', ')} FROM (
        SELECT r.${name}, r.kept, r.chunk * 7200.0::float8 + unnest(r.at) * 300 AS t, ${unpacked('r', columns)}
        FROM ${table} r WHERE r.node_key = key AND r.tier = 300 AND r.chunk = ANY (fine_chunks) ${wanted}) e
      WHERE t >= raw_before AND t < fine_until AND (e.kept OR floor(t / 3600)::int <> ALL (raw_hours))
        AND (t >= coarse_until OR floor(t / 86400)::int = ANY (fine_days))
      UNION ALL
      SELECT ${name}, width_bucket(t, starts) - 1, ${columns.map((column) => `e.${column}`).join(', ')} FROM (
        SELECT r.${name}, r.chunk * 86400.0::float8 + unnest(r.at) * r.tier AS t, ${unpacked('r', columns)}
        FROM ${table} r WHERE r.node_key = key AND r.tier = hakim_buckets.tier AND hakim_buckets.tier > 300
          AND r.chunk BETWEEN floor(raw_before / 86400)::int AND floor(until / 86400)::int
          AND r.chunk <> ALL (fine_days) ${wanted}) e
      WHERE t >= raw_before AND t < coarse_until`
    await runner.query(`
      CREATE FUNCTION hakim_buckets(
        node TEXT, starts DOUBLE PRECISION[], until DOUBLE PRECISION, tier INT, names TEXT[])
      RETURNS TABLE (kind TEXT, name TEXT, at JSON, count JSON, sum JSON, min JSON, max JSON)
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
        SELECT n.node_key, CASE WHEN hakim_buckets.tier = 0 THEN until ELSE
          greatest(starts[1], least(until, coalesce(n.backfill_before_day * 86400.0::float8, starts[1]))) END
        INTO key, raw_before FROM nodes n WHERE n.node_did = node;
        IF NOT FOUND THEN RETURN; END IF;
        IF raw_before < until THEN
          raw_hours := ARRAY(SELECT DISTINCT d.hour FROM roll_up_dirty_hours d WHERE d.node_key = key
            AND d.hour BETWEEN floor(raw_before / 3600)::int AND floor(until / 3600)::int);
          IF hakim_buckets.tier > 300 THEN
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
        END IF;
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
              AND r.timestamp >= to_timestamp(p.lo) AND r.timestamp < to_timestamp(p.hi) OFFSET 0) h),
        rolled AS (${elements('roll_ups', 'metric_id', ['count', 'sum', 'min', 'max'], 'AND (ids IS NULL OR r.metric_id = ANY (ids))')}),
        rolled_statuses AS (${elements('roll_up_statuses', 'status', ['reports'], '')})
        SELECT 'metric', m.name, json_agg(b.place), json_agg(b.count), json_agg(b.sum), json_agg(b.min), json_agg(b.max)
        FROM (
          SELECT metric_id, place, sum(count) AS count, sum(sum) AS sum, min(min) AS min, max(max) AS max
          FROM rolled GROUP BY metric_id, place) b
        JOIN metric_names m USING (metric_id)
        GROUP BY m.metric_id
        UNION ALL
        SELECT 'metric', b.key, json_agg(b.place), json_agg(b.count), json_agg(b.sum), json_agg(b.min), json_agg(b.max)
        FROM (
          SELECT j.key, place, count(v) AS count, sum(v) AS sum, min(v) AS min, max(v) AS max FROM reports
          CROSS JOIN LATERAL (
            SELECT key, hakim_metric(value) AS v
            FROM jsonb_each(CASE WHEN jsonb_typeof(metrics) = 'object' THEN metrics END)
            -- Makes a number of each value once, not once for each aggregate.
            OFFSET 0) j
          WHERE j.v IS NOT NULL AND (names IS NULL OR j.key = ANY (names))
          GROUP BY j.key, place) b
        GROUP BY b.key
        UNION ALL
        SELECT 'status', b.status, json_agg(b.place), json_agg(b.reports), NULL, NULL, NULL
        FROM (
          SELECT status, place, sum(reports) AS reports
          FROM (SELECT status, place, 1 AS reports FROM reports UNION ALL SELECT * FROM rolled_statuses) s
          GROUP BY status, place) b
        GROUP BY b.status;
      END $$`)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const event of ['insert', 'update', 'delete', 'truncate'])
      await runner.query(`DROP TRIGGER hakim_roll_ups_${event} ON health_reports`)
    await runner.query(`DROP TRIGGER hakim_reports_deleted ON health_reports`)
    await runner.query(`
      CREATE TRIGGER hakim_reports_deleted AFTER DELETE ON health_reports
      REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION hakim_reports_changed()`)
    await runner.query(`DROP FUNCTION hakim_roll_ups_marked(), hakim_roll_ups_truncated()`)
    await runner.query(`DROP FUNCTION hakim_buckets(TEXT, DOUBLE PRECISION[], DOUBLE PRECISION, INT, TEXT[])`)
    for (const table of [
      'roll_up_dirty_days',
      'roll_up_dirty_hours',
      'roll_up_statuses',
      'roll_ups',
      'metric_names',
    ])
      await runner.query(`DROP TABLE ${table}`)
    await runner.query(
      `ALTER TABLE nodes DROP COLUMN node_key, DROP COLUMN backfill_before_day, DROP COLUMN kept_before_day`,
    )
  }
}
