import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Second factors and passkeys, in the columns of better-auth's plugins; every change of them is an event. */
export class SignInFactors1764000027000 implements MigrationInterface {
  name = 'SignInFactors1764000027000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE people ADD COLUMN two_factor_enabled BOOLEAN NOT NULL DEFAULT false`)
    await runner.query(`
      CREATE TABLE two_factors (
        id TEXT PRIMARY KEY,
        person_id TEXT NOT NULL UNIQUE REFERENCES people (id) ON DELETE CASCADE,
        secret TEXT NOT NULL,
        backup_codes TEXT NOT NULL,
        verified BOOLEAN NOT NULL DEFAULT true,
        failed_verification_count INTEGER NOT NULL DEFAULT 0,
        locked_until TIMESTAMPTZ
      )`)
    // The counter has up to 32 bits; better-auth reads a number only from this type.
    await runner.query(`
      CREATE TABLE passkeys (
        id TEXT PRIMARY KEY,
        person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        name TEXT,
        credential_id TEXT NOT NULL UNIQUE,
        public_key TEXT NOT NULL,
        counter DOUBLE PRECISION NOT NULL,
        device_type TEXT NOT NULL,
        backed_up BOOLEAN NOT NULL,
        transports TEXT,
        aaguid TEXT,
        created_at TIMESTAMPTZ NOT NULL DEFAULT now()
      )`)
    await runner.query(`CREATE INDEX idx_passkeys_person ON passkeys (person_id)`)
    await runner.query(`
      CREATE TRIGGER hakim_log_rights
      AFTER INSERT OR DELETE OR UPDATE OF person_id, secret, backup_codes, verified ON two_factors
      FOR EACH ROW EXECUTE FUNCTION hakim_log_rights()`)
    await runner.query(`
      CREATE TRIGGER hakim_log_rights
      AFTER INSERT OR DELETE OR UPDATE OF person_id, name, credential_id, public_key ON passkeys
      FOR EACH ROW EXECUTE FUNCTION hakim_log_rights()`)
    // The passwords of the one-click accounts are set at every start.
    await runner.query(`
      CREATE TRIGGER hakim_log_changed AFTER UPDATE OF password ON accounts
      FOR EACH ROW WHEN (NEW.person_id NOT LIKE 'local-%') EXECUTE FUNCTION hakim_log_rights()`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER hakim_log_changed ON accounts`)
    await runner.query(`DROP TABLE passkeys`)
    await runner.query(`DROP TABLE two_factors`)
    await runner.query(`ALTER TABLE people DROP COLUMN two_factor_enabled`)
  }
}
