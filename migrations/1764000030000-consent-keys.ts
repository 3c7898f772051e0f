import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Keys with which people sign what they decide, and the signed statement of a vote (docs/decisions/0042-signed-votes.md). */
export class ConsentKeys1764000030000 implements MigrationInterface {
  name = 'ConsentKeys1764000030000'

  async up(runner: QueryRunner): Promise<void> {
    // `key` is a did:key. A passkey signs for the pages of one relying party; it is another credential than one for signing in.
    await runner.query(`
      CREATE TABLE consent_keys (
        key_id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
        person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        key TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('ed25519', 'p256', 'passkey')),
        name VARCHAR(100) NOT NULL,
        credential_id TEXT UNIQUE,
        rp_id TEXT,
        origins TEXT[],
        enrolled_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        expires_at TIMESTAMPTZ,
        revoked_at TIMESTAMPTZ,
        last_used_at TIMESTAMPTZ,
        CHECK ((kind = 'passkey') = (credential_id IS NOT NULL AND rp_id IS NOT NULL AND origins IS NOT NULL))
      )`)
    await runner.query(`CREATE INDEX idx_consent_keys_person ON consent_keys (person_id)`)
    await runner.query(`
      ALTER TABLE job_votes ADD COLUMN key_id UUID REFERENCES consent_keys, ADD COLUMN signed JSONB,
        ADD CHECK ((key_id IS NULL) = (signed IS NULL))`)
    // Its file fills it in, in this transaction.
    await runner.query(
      `CREATE FUNCTION hakim_key_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$`,
    )
    await runner.query(`
      CREATE TRIGGER hakim_key_guard BEFORE UPDATE ON consent_keys
      FOR EACH ROW EXECUTE FUNCTION hakim_key_guard()`)
    await runner.query(`
      CREATE TRIGGER hakim_log_rights
      AFTER INSERT OR DELETE OR UPDATE OF person_id, key, kind, name, credential_id, rp_id, origins, expires_at, revoked_at
      ON consent_keys FOR EACH ROW EXECUTE FUNCTION hakim_log_rights()`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE job_votes DROP COLUMN signed, DROP COLUMN key_id`)
    await runner.query(`DROP TABLE consent_keys`)
    await runner.query(`DROP FUNCTION hakim_key_guard()`)
  }
}
