import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Whether a rule notifies in the maintenance windows of a node (docs/decisions/0078-quiet-windows.md). Rules that are there go on
 * notifying: an upgrade keeps nobody's alerts back.
 */
export class QuietWindows1764000058000 implements MigrationInterface {
  name = 'QuietWindows1764000058000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE alert_rules ADD COLUMN during_windows BOOLEAN NOT NULL DEFAULT true`)
    await runner.query(`ALTER TABLE alert_rules ALTER COLUMN during_windows SET DEFAULT false`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE alert_rules DROP COLUMN during_windows`)
  }
}
