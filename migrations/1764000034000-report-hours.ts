import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Digests of reports (docs/decisions/0045-replayed-log.md). `report_hours`: for each node that reported in an hour, how often,
 * and one digest (32 bytes each, in the order of `nodes`). `late_reports`: those that came when their hour had been closed.
 * `report_log`: where the digests begin, how far they go, and up to which day retention has deleted.
 */
export class ReportHours1764000034000 implements MigrationInterface {
  name = 'ReportHours1764000034000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE report_hours (
        hour INTEGER PRIMARY KEY,
        nodes TEXT[] NOT NULL,
        reports INTEGER[] NOT NULL,
        digests BYTEA NOT NULL
      )`)
    await runner.query(`
      CREATE TABLE late_reports (
        report_id UUID PRIMARY KEY,
        node_did VARCHAR(255) NOT NULL,
        hour INTEGER NOT NULL,
        arrived_hour INTEGER NOT NULL,
        sha256 BYTEA NOT NULL
      )`)
    await runner.query(`CREATE INDEX idx_late_reports_hour ON late_reports (hour)`)
    await runner.query(`CREATE INDEX idx_late_reports_arrived ON late_reports (arrived_hour)`)
    await runner.query(`
      CREATE TABLE report_log (
        only_row BOOLEAN PRIMARY KEY DEFAULT true CHECK (only_row),
        first_hour INTEGER NOT NULL,
        digested_hour INTEGER NOT NULL,
        retired_before_day INTEGER NOT NULL DEFAULT 0
      )`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE report_log, late_reports, report_hours`)
  }
}
