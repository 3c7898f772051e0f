import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What the page about the audit log filters by, beside the log and derived from it; the clock adds what is older than this
 * migration. Runs of the verification, with their results (docs/decisions/0031-audit-page.md).
 */
export class AuditEntries1764000025000 implements MigrationInterface {
  name = 'AuditEntries1764000025000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_entries (
        event_id BIGINT PRIMARY KEY,
        at TIMESTAMPTZ,
        kind TEXT NOT NULL,
        node_did TEXT
      )`)
    await runner.query(`CREATE INDEX idx_audit_entries_kind ON audit_entries (kind, event_id)`)
    await runner.query(`
      CREATE INDEX idx_audit_entries_node ON audit_entries (node_did, event_id) WHERE node_did IS NOT NULL`)
    await runner.query(`CREATE INDEX idx_audit_entries_at ON audit_entries (at, event_id)`)
    await runner.query(`
      CREATE TABLE audit_people (
        person_id TEXT NOT NULL,
        event_id BIGINT NOT NULL,
        PRIMARY KEY (person_id, event_id)
      )`)
    await runner.query(`
      CREATE INDEX idx_audit_seals_last ON audit_seals ((event_ids[cardinality(event_ids)]))`)
    // The file of the function fills it in, in this transaction.
    await runner.query(`
      CREATE FUNCTION hakim_event_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$`)
    await runner.query(`
      CREATE TRIGGER hakim_event_added AFTER INSERT ON job_events
      FOR EACH ROW EXECUTE FUNCTION hakim_event_added()`)
    await runner.query(`
      CREATE TABLE audit_verifications (
        run_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        asked_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        asked_by TEXT REFERENCES people (id) ON DELETE SET NULL,
        nightly BOOLEAN NOT NULL DEFAULT false,
        started_at TIMESTAMPTZ,
        seen_at TIMESTAMPTZ,
        stop_asked_at TIMESTAMPTZ,
        ended_at TIMESTAMPTZ,
        outcome TEXT CHECK (outcome IN ('done', 'stopped', 'failed', 'interrupted')),
        progress JSONB,
        report JSONB,
        CHECK ((ended_at IS NULL) = (outcome IS NULL))
      )`)
    // One at a time, whichever server runs it.
    await runner.query(`
      CREATE UNIQUE INDEX idx_audit_verifications_open ON audit_verifications ((true)) WHERE ended_at IS NULL`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE audit_verifications`)
    await runner.query(`DROP TRIGGER hakim_event_added ON job_events`)
    await runner.query(`DROP FUNCTION hakim_event_added()`)
    await runner.query(`DROP FUNCTION IF EXISTS hakim_index_event(BIGINT, TEXT, TEXT)`)
    await runner.query(`DROP INDEX idx_audit_seals_last`)
    await runner.query(`DROP TABLE audit_people, audit_entries`)
  }
}
