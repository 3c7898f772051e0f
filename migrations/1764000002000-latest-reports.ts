import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Times that every reader can write down: plain SQL may hold infinity, which is no time to show a node at. */
const readable = `timestamp BETWEEN '0001-01-01 00:00Z' AND '9999-12-31 00:00Z'`

/** The latest states of the nodes that are among the newest reports, enough to begin with. */
const recentLatest = `
  INSERT INTO node_latest (node_did, report_id, timestamp, status, status_since, metrics, diagnosis)
  SELECT DISTINCT ON (target_node_did) target_node_did, report_id, timestamp, status, timestamp, metrics, diagnosis
  FROM (SELECT * FROM health_reports WHERE ${readable} ORDER BY timestamp DESC LIMIT 20000) recent
  ORDER BY target_node_did, timestamp DESC, report_id DESC`

/**
 * A table larger than this is adopted in the background (lib/series/services/backfill.ts): its index and the nodes' exact latest
 * states would hold up the start, and the index its writers, for minutes.
 */
const largeBytes = 16 * 1024 * 1024

/**
 * Each node's latest report, kept by statement triggers for any writer, and the composite index for one node's series.
 * `changed_xid` lets a reader find what changed since a snapshot without missing late commits.
 */
export class LatestReports1764000002000 implements MigrationInterface {
  name = 'LatestReports1764000002000'

  async up(runner: QueryRunner): Promise<void> {
    const [size] = await runner.manager.query<{ large: boolean }[]>(
      `SELECT pg_relation_size('health_reports') > $1 AS large`,
      [largeBytes],
    )
    const large = size?.large ?? false
    if (!large)
      await runner.query(`
        CREATE INDEX idx_health_reports_node_time ON health_reports (target_node_did, timestamp DESC)`)
    await runner.query(`
      CREATE TABLE node_latest (
        node_did VARCHAR(255) PRIMARY KEY REFERENCES nodes (node_did) ON DELETE CASCADE,
        report_id UUID NOT NULL,
        timestamp TIMESTAMPTZ NOT NULL,
        status VARCHAR(50) NOT NULL,
        status_since TIMESTAMPTZ NOT NULL,
        metrics JSONB,
        diagnosis JSONB,
        cadence_seconds DOUBLE PRECISION,
        changed_xid XID8 NOT NULL DEFAULT pg_current_xact_id()
      )`)
    await runner.query(`CREATE INDEX idx_node_latest_changed ON node_latest (changed_xid)`)
    // A metric as a number that sums cannot overflow, or null; jsonb may hold 1e400, and 1e-400.
    await runner.query(`
      CREATE FUNCTION hakim_metric(value JSONB) RETURNS DOUBLE PRECISION
      LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT CASE WHEN jsonb_typeof(value) = 'number' AND abs(value::numeric) < 1e290
                    THEN CASE WHEN abs(value::numeric) < 1e-290 THEN 0
                              ELSE value::numeric::double precision END END
      $$`)
    await runner.query(`
      CREATE FUNCTION hakim_first_after(node TEXT, at TIMESTAMPTZ, id UUID) RETURNS TIMESTAMPTZ
      LANGUAGE sql STABLE AS $$
        SELECT min(timestamp) FROM health_reports
        WHERE target_node_did = node AND timestamp >= at AND (timestamp, report_id) > (at, id)
      $$`)
    // When the present run of one status began: the first report after the last one that said otherwise.
    // Reports are in the order of (timestamp, report_id). As long as the index is not there, finding out would read the
    // whole table: the backfill does it later.
    await runner.query(`
      CREATE FUNCTION hakim_run_start(node TEXT, present TEXT, upto TIMESTAMPTZ) RETURNS TIMESTAMPTZ
      LANGUAGE plpgsql STABLE AS $$
      BEGIN
        IF NOT EXISTS (SELECT FROM pg_index
                       WHERE indexrelid = to_regclass('idx_health_reports_node_time') AND indisvalid)
          THEN RETURN upto; END IF;
        RETURN coalesce(
          (SELECT hakim_first_after(node, timestamp, report_id) FROM health_reports
           WHERE target_node_did = node AND timestamp <= upto AND ${readable} AND status <> present
           ORDER BY timestamp DESC, report_id DESC LIMIT 1),
          (SELECT min(timestamp) FROM health_reports WHERE target_node_did = node AND ${readable}));
      END $$`)
    // Writers of one node go one after the other, so that none decides on a state that is passing.
    await runner.query(`
      CREATE FUNCTION hakim_lock_latest(node TEXT) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM FROM node_latest WHERE node_did = node FOR UPDATE;
        IF NOT FOUND THEN
          PERFORM FROM nodes WHERE node_did = node FOR NO KEY UPDATE;
          PERFORM FROM node_latest WHERE node_did = node FOR UPDATE;
        END IF;
      END $$`)
    await runner.query(`
      CREATE FUNCTION hakim_refresh_latest(node TEXT) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM hakim_lock_latest(node);
        INSERT INTO node_latest (node_did, report_id, timestamp, status, status_since, metrics, diagnosis,
                                 cadence_seconds)
        SELECT r.target_node_did, r.report_id, r.timestamp, r.status,
               hakim_run_start(node, r.status, r.timestamp), r.metrics, r.diagnosis,
               (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY gap)
                FROM (SELECT extract(epoch FROM timestamp - lag(timestamp) OVER (ORDER BY timestamp)) AS gap
                      FROM (SELECT timestamp FROM health_reports WHERE target_node_did = node AND ${readable}
                            ORDER BY timestamp DESC LIMIT 20) recent) gaps
                WHERE gap > 0)
        FROM health_reports r
        WHERE r.target_node_did = node AND ${readable} AND EXISTS (SELECT FROM nodes WHERE node_did = node)
        ORDER BY r.timestamp DESC, r.report_id DESC LIMIT 1
        ON CONFLICT (node_did) DO UPDATE SET
          report_id = excluded.report_id, timestamp = excluded.timestamp, status = excluded.status,
          status_since = excluded.status_since, metrics = excluded.metrics, diagnosis = excluded.diagnosis,
          cadence_seconds = excluded.cadence_seconds, changed_xid = pg_current_xact_id();
        IF NOT FOUND THEN DELETE FROM node_latest WHERE node_did = node; END IF;
      END $$`)
    await runner.query(`
      CREATE FUNCTION hakim_reports_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        did TEXT;
        node RECORD;
        since TIMESTAMPTZ;
      BEGIN
        INSERT INTO nodes (node_did)
        SELECT DISTINCT f.target_node_did FROM fresh f
        WHERE NOT EXISTS (SELECT FROM nodes n WHERE n.node_did = f.target_node_did)
        ORDER BY 1
        ON CONFLICT DO NOTHING;

        FOR did IN SELECT DISTINCT target_node_did FROM fresh ORDER BY 1 LOOP
          PERFORM hakim_lock_latest(did);
        END LOOP;

        -- A node's newest fresh report, its latest one so far, and the last fresh one of another status.
        FOR node IN
          WITH newest AS (
            SELECT DISTINCT ON (target_node_did) target_node_did AS node_did, report_id, timestamp, status,
                   metrics, diagnosis, min(timestamp) OVER w AS oldest,
                   extract(epoch FROM timestamp - min(timestamp) OVER w) / nullif(count(*) OVER w - 1, 0)
                     AS cadence
            FROM fresh WHERE ${readable}
            WINDOW w AS (PARTITION BY target_node_did)
            ORDER BY target_node_did, timestamp DESC, report_id DESC),
          present AS (
            SELECT f.*, l.report_id AS last_id, l.timestamp AS last_at, l.status AS last_status,
                   l.status_since AS last_since,
                   (f.timestamp, f.report_id) > (l.timestamp, l.report_id) AS newer
            FROM newest f LEFT JOIN node_latest l USING (node_did)),
          other AS (
            SELECT DISTINCT ON (p.node_did) p.node_did, f.timestamp AS other_at, f.report_id AS other_id
            FROM fresh f JOIN present p ON p.node_did = f.target_node_did
            WHERE f.${readable} AND f.status <> CASE WHEN p.newer THEN p.status ELSE p.last_status END
            ORDER BY p.node_did, f.timestamp DESC, f.report_id DESC)
          SELECT * FROM present LEFT JOIN other USING (node_did) ORDER BY node_did
        LOOP
          IF node.last_id IS NULL THEN
            PERFORM hakim_refresh_latest(node.node_did);
            CONTINUE;
          END IF;
          since := CASE
            WHEN node.newer AND node.status <> node.last_status
                 AND (node.other_at, node.other_id) > (node.last_at, node.last_id)
              THEN hakim_first_after(node.node_did, node.other_at, node.other_id)
            WHEN node.newer AND node.status <> node.last_status
              THEN hakim_first_after(node.node_did, node.last_at, node.last_id)
            WHEN node.other_at > node.last_since
              THEN hakim_first_after(node.node_did, node.other_at, node.other_id)
            WHEN node.oldest <= node.last_since
              THEN hakim_run_start(node.node_did, node.last_status, node.last_since)
            ELSE node.last_since END;
          IF node.newer THEN
            UPDATE node_latest SET
              report_id = node.report_id, timestamp = node.timestamp, status = node.status, status_since = since,
              metrics = node.metrics, diagnosis = node.diagnosis, changed_xid = pg_current_xact_id(),
              -- Follows slowly, and one long silence does not become the new normal.
              cadence_seconds = CASE
                WHEN cadence_seconds IS NULL
                  THEN nullif(extract(epoch FROM node.timestamp - node.last_at), 0)
                ELSE 0.8 * cadence_seconds + 0.2 * least(4 * cadence_seconds, coalesce(node.cadence,
                       extract(epoch FROM node.timestamp - node.last_at))::double precision) END
            WHERE node_did = node.node_did;
          ELSE
            UPDATE node_latest SET status_since = since, changed_xid = pg_current_xact_id()
            WHERE node_did = node.node_did;
          END IF;
        END LOOP;
        RETURN NULL;
      END $$`)
    await runner.query(`
      CREATE TRIGGER hakim_reports_inserted AFTER INSERT ON health_reports
      REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION hakim_reports_inserted()`)
    await runner.query(`
      CREATE FUNCTION hakim_reports_changed() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE node TEXT;
      BEGIN
        IF TG_OP = 'UPDATE' THEN
          INSERT INTO nodes (node_did) SELECT DISTINCT target_node_did FROM fresh ORDER BY 1
          ON CONFLICT DO NOTHING;
          FOR node IN SELECT target_node_did FROM fresh UNION SELECT target_node_did FROM gone ORDER BY 1 LOOP
            PERFORM hakim_refresh_latest(node);
          END LOOP;
        ELSE
          FOR node IN SELECT DISTINCT target_node_did FROM gone ORDER BY 1 LOOP
            PERFORM hakim_refresh_latest(node);
          END LOOP;
        END IF;
        RETURN NULL;
      END $$`)
    await runner.query(`
      CREATE TRIGGER hakim_reports_updated AFTER UPDATE ON health_reports
      REFERENCING NEW TABLE AS fresh OLD TABLE AS gone FOR EACH STATEMENT
      EXECUTE FUNCTION hakim_reports_changed()`)
    await runner.query(`
      CREATE TRIGGER hakim_reports_deleted AFTER DELETE ON health_reports
      REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION hakim_reports_changed()`)
    await runner.query(`
      CREATE FUNCTION hakim_reports_truncated() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN DELETE FROM node_latest; RETURN NULL; END $$`)
    await runner.query(`
      CREATE TRIGGER hakim_reports_truncated AFTER TRUNCATE ON health_reports
      FOR EACH STATEMENT EXECUTE FUNCTION hakim_reports_truncated()`)
    // Adoption: nodes that reported before Hakim came, found by hopping through the index, not by reading all rows.
    await runner.query(`
      INSERT INTO nodes (node_did)
      WITH RECURSIVE hop AS (
        (SELECT target_node_did FROM health_reports ORDER BY target_node_did LIMIT 1)
        UNION ALL
        SELECT (SELECT target_node_did FROM health_reports r
                WHERE r.target_node_did > hop.target_node_did ORDER BY r.target_node_did LIMIT 1)
        FROM hop WHERE hop.target_node_did IS NOT NULL)
      SELECT target_node_did FROM hop WHERE target_node_did IS NOT NULL`)
    await runner.query(large ? recentLatest : `SELECT hakim_refresh_latest(node_did) FROM nodes`)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const trigger of ['inserted', 'updated', 'deleted', 'truncated'])
      await runner.query(`DROP TRIGGER hakim_reports_${trigger} ON health_reports`)
    for (const name of [
      'hakim_reports_truncated()',
      'hakim_reports_changed()',
      'hakim_reports_inserted()',
      'hakim_refresh_latest(TEXT)',
      'hakim_lock_latest(TEXT)',
      'hakim_run_start(TEXT, TEXT, TIMESTAMPTZ)',
      'hakim_first_after(TEXT, TIMESTAMPTZ, UUID)',
      'hakim_metric(JSONB)',
    ])
      await runner.query(`DROP FUNCTION ${name}`)
    await runner.query(`DROP TABLE node_latest`)
    await runner.query(`DROP INDEX idx_health_reports_node_time`)
  }
}
