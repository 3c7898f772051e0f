import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Links that set a password end with every other way of setting it, and when their person is disabled. The triggers come
 * before those of the log, by their names, so that all writers lock a link first and the log after it.
 */
export class OpenLinks1764000028000 implements MigrationInterface {
  name = 'OpenLinks1764000028000'

  async up(runner: QueryRunner): Promise<void> {
    // The file of the function fills it in, in this transaction.
    await runner.query(
      `CREATE FUNCTION hakim_end_links() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$`,
    )
    await runner.query(`
      CREATE TRIGGER hakim_end_links AFTER INSERT OR UPDATE OF password ON accounts
      FOR EACH ROW WHEN (NEW.password IS NOT NULL) EXECUTE FUNCTION hakim_end_links()`)
    await runner.query(`
      CREATE TRIGGER hakim_end_links AFTER UPDATE OF disabled_at ON people
      FOR EACH ROW WHEN (NEW.disabled_at IS NOT NULL) EXECUTE FUNCTION hakim_end_links()`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER hakim_end_links ON people`)
    await runner.query(`DROP TRIGGER hakim_end_links ON accounts`)
    await runner.query(`DROP FUNCTION hakim_end_links()`)
  }
}
