import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * From here on functions stand in migrations/functions, one a file, and are applied after the numbered migrations
 * (docs/decisions/0016-sql-functions.md). This one drops what those files no longer have: the second guard of jobs is part
 * of `hakim_job_guard`, and no server that still runs reads `hakim_buckets`.
 */
export class SqlFunctions1764000014000 implements MigrationInterface {
  name = 'SqlFunctions1764000014000'

  async up(runner: QueryRunner): Promise<void> {
    // Which text of which file this database has.
    await runner.query(`
      CREATE TABLE hakim_functions (
        name TEXT PRIMARY KEY,
        sha256 TEXT NOT NULL,
        applied_at TIMESTAMPTZ NOT NULL DEFAULT now()
      )`)
    await runner.query(`DROP TRIGGER IF EXISTS hakim_job_guard_strict ON maintenance_jobs`)
    await runner.query(`DROP FUNCTION IF EXISTS hakim_job_guard_strict()`)
    await runner.query(
      `DROP FUNCTION IF EXISTS hakim_buckets(TEXT, DOUBLE PRECISION[], DOUBLE PRECISION, INT, TEXT[])`,
    )
  }

  /** The one guard stays: it refuses what the two did. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE hakim_functions`)
  }
}
