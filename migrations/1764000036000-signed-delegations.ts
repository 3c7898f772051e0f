import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Delegations and emergency approvals that somebody has signed (docs/decisions/0047-signed-delegations.md). */
export class SignedDelegations1764000036000 implements MigrationInterface {
  name = 'SignedDelegations1764000036000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE delegations ADD COLUMN key_id UUID REFERENCES consent_keys, ADD COLUMN signed JSONB,
        ADD CHECK ((key_id IS NULL) = (signed IS NULL))`)
    // Who has read a signed delegation, which goes out with its votes, must not be able to make it again once it has ended.
    await runner.query(`
      CREATE UNIQUE INDEX idx_delegations_nonce ON delegations ((signed #>> '{delegation,nonce}')) WHERE signed IS NOT NULL`)
    await runner.query(`CREATE INDEX idx_delegations_key ON delegations (key_id) WHERE key_id IS NOT NULL`)
    await runner.query(`
      ALTER TABLE break_glass ADD COLUMN key_id UUID REFERENCES consent_keys, ADD COLUMN signed JSONB,
        ADD CHECK ((key_id IS NULL) = (signed IS NULL))`)
    // What a passkey said of how often it has signed, and when that was fewer than before: a copy of it may exist.
    await runner.query(
      `ALTER TABLE consent_keys ADD COLUMN counter BIGINT, ADD COLUMN counter_fell_at TIMESTAMPTZ`,
    )
    // Its file fills it in, in this transaction.
    await runner.query(
      `CREATE FUNCTION hakim_delegation_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$`,
    )
    await runner.query(`
      CREATE TRIGGER hakim_delegation_guard BEFORE INSERT OR UPDATE ON delegations
      FOR EACH ROW EXECUTE FUNCTION hakim_delegation_guard()`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER hakim_delegation_guard ON delegations`)
    await runner.query(`DROP FUNCTION hakim_delegation_guard()`)
    await runner.query(`ALTER TABLE consent_keys DROP COLUMN counter, DROP COLUMN counter_fell_at`)
    await runner.query(`ALTER TABLE break_glass DROP COLUMN signed, DROP COLUMN key_id`)
    await runner.query(`ALTER TABLE delegations DROP COLUMN signed, DROP COLUMN key_id`)
  }
}
