import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * From here on the log says of each signed statement that it counted (docs/decisions/0055-events-follow-one-another.md):
 * `hakim_log_statements` writes which had counted before. `hakim_index_again` mends the index of job ids that came again. Windows are set by
 * whoever decides on their node, whatever the server asks for.
 */
export class LoggedStatements1764000049000 implements MigrationInterface {
  name = 'LoggedStatements1764000049000'

  async up(runner: QueryRunner): Promise<void> {
    // Its file fills it in, in this transaction.
    await runner.query(
      `CREATE OR REPLACE FUNCTION hakim_window_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$`,
    )
    await runner.query(`
      CREATE TRIGGER hakim_window_guard BEFORE INSERT OR UPDATE OR DELETE ON node_windows
      FOR EACH ROW EXECUTE FUNCTION hakim_window_guard()`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER hakim_window_guard ON node_windows`)
    await runner.query(`DROP FUNCTION hakim_window_guard()`)
  }
}
