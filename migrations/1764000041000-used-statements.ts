import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * The digests of signed statements that have counted (docs/decisions/0057-statements-count-once.md).
 * `hakim_note_statements` adds those from before.
 */
export class UsedStatements1764000041000 implements MigrationInterface {
  name = 'UsedStatements1764000041000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE used_statements (digest TEXT PRIMARY KEY)`)
    await runner.query(`
      CREATE TRIGGER hakim_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON used_statements
      FOR EACH STATEMENT EXECUTE FUNCTION hakim_append_only()`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE used_statements`)
  }
}
