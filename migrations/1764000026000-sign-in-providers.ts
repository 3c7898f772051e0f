import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Accounts at OpenID Connect providers: one person for each issuer and subject, whichever sign-in comes first. The log
 * has who may sign in as whom; passwords, which are accounts as well, stay out of it.
 */
export class SignInProviders1764000026000 implements MigrationInterface {
  name = 'SignInProviders1764000026000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE UNIQUE INDEX idx_accounts_provider ON accounts (provider_id, account_id)`)
    await runner.query(`ALTER TABLE sessions ADD COLUMN issuer TEXT`)
    await runner.query(`
      CREATE TRIGGER hakim_log_added AFTER INSERT ON accounts FOR EACH ROW
        WHEN (NEW.provider_id <> 'credential') EXECUTE FUNCTION hakim_log_rights()`)
    await runner.query(`
      CREATE TRIGGER hakim_log_removed AFTER DELETE ON accounts FOR EACH ROW
        WHEN (OLD.provider_id <> 'credential') EXECUTE FUNCTION hakim_log_rights()`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER hakim_log_removed ON accounts`)
    await runner.query(`DROP TRIGGER hakim_log_added ON accounts`)
    await runner.query(`ALTER TABLE sessions DROP COLUMN issuer`)
    await runner.query(`DROP INDEX idx_accounts_provider`)
  }
}
