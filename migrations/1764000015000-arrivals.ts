import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * When a node was last heard, by the clock of this database, beside its latest report. `reports_ahead` lists reports whose
 * time was more than five minutes ahead of their arrival: they are never the latest (docs/decisions/0019-arrival.md).
 * A node that has sent only such reports has a row without a report.
 */
export class Arrivals1764000015000 implements MigrationInterface {
  name = 'Arrivals1764000015000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE node_latest
        ADD COLUMN heard_at TIMESTAMPTZ,
        ADD COLUMN arrived_at TIMESTAMPTZ,
        ADD COLUMN contact_seconds DOUBLE PRECISION,
        ADD COLUMN interval_seconds DOUBLE PRECISION,
        ADD COLUMN ahead_seconds DOUBLE PRECISION,
        ALTER COLUMN report_id DROP NOT NULL,
        ALTER COLUMN timestamp DROP NOT NULL,
        ALTER COLUMN status DROP NOT NULL,
        ALTER COLUMN status_since DROP NOT NULL`)
    await runner.query(`
      CREATE TABLE reports_ahead (
        report_id UUID PRIMARY KEY,
        node_did VARCHAR(255) NOT NULL,
        timestamp TIMESTAMPTZ NOT NULL,
        arrived_at TIMESTAMPTZ NOT NULL
      )`)
    await runner.query(`CREATE INDEX idx_reports_ahead_node ON reports_ahead (node_did, arrived_at DESC)`)
    // When existing reports arrived is unknown: those that are ahead now certainly were.
    await runner.query(`
      INSERT INTO reports_ahead
      SELECT report_id, target_node_did, timestamp, now() FROM health_reports
      WHERE timestamp > now() + interval '5 minutes' AND timestamp <= '9999-12-31 00:00Z'`)
    // Without the index this would read the whole table; then the backfill, which has not begun, finds the latest report.
    await runner.query(`
      UPDATE node_latest l SET
        report_id = r.report_id, timestamp = r.timestamp, status = r.status, metrics = r.metrics, diagnosis = r.diagnosis,
        status_since = CASE WHEN r.status IS NOT NULL THEN hakim_run_start(l.node_did, r.status, r.timestamp) END,
        heard_at = now(),
        ahead_seconds = extract(epoch FROM l.timestamp - now()), changed_xid = pg_current_xact_id()
      FROM node_latest f LEFT JOIN LATERAL (
        SELECT * FROM health_reports h
        WHERE h.target_node_did = f.node_did AND h.timestamp >= '0001-01-01 00:00Z' AND h.timestamp <= now() + interval '5 minutes'
          AND EXISTS (SELECT FROM pg_index
                      WHERE indexrelid = to_regclass('idx_health_reports_node_time') AND indisvalid)
        ORDER BY h.timestamp DESC, h.report_id DESC LIMIT 1) r ON true
      WHERE f.node_did = l.node_did AND f.report_id IN (SELECT report_id FROM reports_ahead)`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE reports_ahead`)
    await runner.query(`DELETE FROM node_latest WHERE report_id IS NULL`)
    await runner.query(`
      ALTER TABLE node_latest
        DROP COLUMN heard_at, DROP COLUMN arrived_at, DROP COLUMN contact_seconds, DROP COLUMN interval_seconds,
        DROP COLUMN ahead_seconds,
        ALTER COLUMN report_id SET NOT NULL,
        ALTER COLUMN timestamp SET NOT NULL,
        ALTER COLUMN status SET NOT NULL,
        ALTER COLUMN status_since SET NOT NULL`)
  }
}
