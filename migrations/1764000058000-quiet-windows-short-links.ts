import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Whether a rule notifies in the maintenance windows of a node (docs/decisions/0078-quiet-windows.md), and short links
 * (docs/decisions/0066-from-chart-to-request.md).
 */
export class QuietWindowsShortLinks1764000058000 implements MigrationInterface {
  name = 'QuietWindowsShortLinks1764000058000'

  async up(runner: QueryRunner): Promise<void> {
    // Rules that are there go on notifying: an upgrade keeps nobody's alerts back.
    await runner.query(`ALTER TABLE alert_rules ADD COLUMN during_windows BOOLEAN NOT NULL DEFAULT true`)
    await runner.query(`ALTER TABLE alert_rules ALTER COLUMN during_windows SET DEFAULT false`)
    // `code` begins the SHA-256 of `address`, so that an address has one.
    await runner.query(`
      CREATE TABLE short_links (
        code TEXT PRIMARY KEY CHECK (code ~ '^[0-9A-Za-z_-]{12}$'),
        address TEXT NOT NULL CHECK (address ~ '^/([^/]|$)' AND length(address) <= 8000),
        created_at TIMESTAMPTZ NOT NULL DEFAULT now())`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE short_links`)
    await runner.query(`ALTER TABLE alert_rules DROP COLUMN during_windows`)
  }
}
