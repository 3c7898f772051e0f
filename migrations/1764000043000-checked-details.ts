import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Details of a job are compared with the log before they change, so that an edit past the log is not taken over by the next event
 * (docs/decisions/0055-events-follow-one-another.md).
 */
export class CheckedDetails1764000043000 implements MigrationInterface {
  name = 'CheckedDetails1764000043000'

  async up(runner: QueryRunner): Promise<void> {
    // Its file fills it in, in this transaction.
    await runner.query(
      `CREATE FUNCTION hakim_check_before() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$`,
    )
    await runner.query(`
      CREATE TRIGGER hakim_check_before BEFORE DELETE ON maintenance_jobs
      FOR EACH ROW EXECUTE FUNCTION hakim_check_before()`)
    await runner.query(`
      CREATE TRIGGER hakim_check_before BEFORE INSERT OR UPDATE ON job_log_lines
      FOR EACH ROW EXECUTE FUNCTION hakim_check_before()`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER hakim_check_before ON job_log_lines`)
    await runner.query(`DROP TRIGGER hakim_check_before ON maintenance_jobs`)
    await runner.query(`DROP FUNCTION hakim_check_before()`)
  }
}
