import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * When a server last looked for silent agents, by the clock of this database: time in which no server could hear them does
 * not count against their leases (lib/jobs/services/check-leases.ts).
 */
export class LeaseChecks1764000016000 implements MigrationInterface {
  name = 'LeaseChecks1764000016000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE lease_checks (
        only_row BOOLEAN PRIMARY KEY DEFAULT true CHECK (only_row),
        checked_at TIMESTAMPTZ NOT NULL
      )`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE lease_checks`)
  }
}
