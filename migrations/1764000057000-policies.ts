import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What owners approve beforehand, and the votes that follow from it (docs/decisions/0074-standing-consent.md). */
export class Policies1764000057000 implements MigrationInterface {
  name = 'Policies1764000057000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE policies (
        policy_id UUID PRIMARY KEY,
        person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        name VARCHAR(100) NOT NULL CHECK (name <> ''),
        created_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp())`)
    await runner.query(`CREATE INDEX idx_policies_person ON policies (person_id)`)
    // `signed`: {policy, key, signature}; `digest`, `starts` and `ends` repeat it. The one without an end is in force.
    await runner.query(`
      CREATE TABLE policy_revisions (
        policy_id UUID NOT NULL REFERENCES policies ON DELETE CASCADE,
        revision INTEGER NOT NULL CHECK (revision > 0),
        digest TEXT NOT NULL UNIQUE,
        signed JSONB NOT NULL,
        key_id UUID NOT NULL REFERENCES consent_keys,
        starts TIMESTAMPTZ NOT NULL,
        ends TIMESTAMPTZ NOT NULL,
        signed_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
        ended_at TIMESTAMPTZ,
        ended_by TEXT REFERENCES people (id) ON DELETE SET NULL,
        PRIMARY KEY (policy_id, revision))`)
    await runner.query(
      `CREATE UNIQUE INDEX idx_policy_revisions_in_force ON policy_revisions (policy_id) WHERE ended_at IS NULL`,
    )
    await runner.query(`CREATE INDEX idx_policy_revisions_key ON policy_revisions (key_id)`)
    await runner.query(`
      ALTER TABLE job_votes ADD COLUMN policy_id UUID, ADD COLUMN policy_revision INTEGER,
        ADD FOREIGN KEY (policy_id, policy_revision) REFERENCES policy_revisions,
        ADD CHECK ((policy_id IS NULL) = (policy_revision IS NULL)),
        ADD CHECK (policy_id IS NULL OR decision = 'approve' AND signed IS NULL)`)
    await runner.query(
      `CREATE INDEX idx_job_votes_policy ON job_votes (policy_id, decided_at) WHERE policy_id IS NOT NULL`,
    )
    // Their files make them again, with the policies that approved a job.
    await runner.query(`DROP FUNCTION IF EXISTS hakim_claimable(TEXT, INTEGER)`)
    await runner.query(`DROP FUNCTION IF EXISTS hakim_owners_given(UUID, TEXT[])`)
    // Its file fills it in, in this transaction.
    await runner.query(
      `CREATE OR REPLACE FUNCTION hakim_policy_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$`,
    )
    await runner.query(`
      CREATE TRIGGER hakim_policy_guard BEFORE INSERT OR UPDATE OR DELETE ON policy_revisions
      FOR EACH ROW EXECUTE FUNCTION hakim_policy_guard()`)
    for (const table of ['policies', 'policy_revisions'])
      await runner.query(`
        CREATE TRIGGER hakim_log_rights AFTER INSERT OR UPDATE OR DELETE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION hakim_log_rights()`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE job_votes DROP COLUMN policy_id, DROP COLUMN policy_revision`)
    await runner.query(`DROP TABLE policy_revisions`)
    await runner.query(`DROP TABLE policies`)
    await runner.query(`DROP FUNCTION hakim_policy_guard()`)
  }
}
