import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Marks of single buckets instead of whole hours, so that the current hour is rolled up while it lasts
 * (docs/decisions/0010-roll-ups.md). Existing marks mark all buckets of their hour. The table and the function have new
 * names because a server of the version before, still running, would drop marks and count buckets twice; so it fails.
 */
export class RollUpMarks1764000018000 implements MigrationInterface {
  name = 'RollUpMarks1764000018000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE roll_up_dirty_hours RENAME TO roll_up_marks`)
    await runner.query(`ALTER INDEX idx_roll_up_dirty_hours_node RENAME TO idx_roll_up_marks_node`)
    await runner.query(`ALTER TABLE roll_up_marks ADD COLUMN buckets SMALLINT NOT NULL DEFAULT 4095`)
    await runner.query(`ALTER TABLE roll_up_marks ALTER COLUMN buckets DROP DEFAULT`)
    await runner.query(`DROP INDEX idx_roll_up_dirty_hours_hour`)
    await runner.query(`CREATE INDEX idx_roll_up_marks_hour ON roll_up_marks (hour, buckets)`)
    await runner.query(
      `DROP FUNCTION IF EXISTS hakim_series(TEXT, DOUBLE PRECISION[], DOUBLE PRECISION, INT, TEXT[])`,
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX idx_roll_up_marks_hour`)
    await runner.query(`ALTER TABLE roll_up_marks DROP COLUMN buckets`)
    await runner.query(`ALTER INDEX idx_roll_up_marks_node RENAME TO idx_roll_up_dirty_hours_node`)
    await runner.query(`ALTER TABLE roll_up_marks RENAME TO roll_up_dirty_hours`)
    await runner.query(`CREATE INDEX idx_roll_up_dirty_hours_hour ON roll_up_dirty_hours (hour)`)
  }
}
