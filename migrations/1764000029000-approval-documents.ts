import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Exactly what is approved, kept with the job for each of its revisions (docs/decisions/0041-approval-documents.md), and what
 * the agent says it ran. Jobs that wait get theirs after the functions have been applied (`hakim_document_open_jobs`).
 */
export class ApprovalDocuments1764000029000 implements MigrationInterface {
  name = 'ApprovalDocuments1764000029000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE approval_documents (
        job_id UUID NOT NULL REFERENCES maintenance_jobs (job_id) ON DELETE CASCADE,
        revision INTEGER NOT NULL,
        nonce TEXT NOT NULL,
        document TEXT NOT NULL,
        digest TEXT NOT NULL,
        made_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        PRIMARY KEY (job_id, revision)
      )`)
    await runner.query(`ALTER TABLE job_details ADD COLUMN ran JSONB`)
    // Their files fill them in, in this transaction.
    for (const name of ['hakim_document_guard', 'hakim_request_changed', 'hakim_offers_changed'])
      await runner.query(
        `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$`,
      )
    await runner.query(`
      CREATE TRIGGER hakim_document_guard BEFORE INSERT OR UPDATE OR DELETE ON approval_documents
      FOR EACH ROW EXECUTE FUNCTION hakim_document_guard()`)
    await runner.query(`
      CREATE TRIGGER hakim_append_only BEFORE TRUNCATE ON approval_documents
      FOR EACH STATEMENT EXECUTE FUNCTION hakim_append_only()`)
    await runner.query(`
      CREATE TRIGGER hakim_request_changed AFTER UPDATE ON job_details FOR EACH ROW
      WHEN ((NEW.revision, NEW.reason, NEW.window_start, NEW.window_end, NEW.time_zone, NEW.expires_at)
            IS DISTINCT FROM
            (OLD.revision, OLD.reason, OLD.window_start, OLD.window_end, OLD.time_zone, OLD.expires_at))
      EXECUTE FUNCTION hakim_request_changed()`)
    await runner.query(`
      CREATE TRIGGER hakim_offers_changed AFTER UPDATE OF tasks ON nodes FOR EACH ROW
      WHEN (NEW.tasks IS DISTINCT FROM OLD.tasks) EXECUTE FUNCTION hakim_offers_changed()`)
    // It returns other columns now.
    await runner.query(`DROP FUNCTION IF EXISTS hakim_claimable(TEXT)`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER hakim_offers_changed ON nodes`)
    await runner.query(`DROP TRIGGER hakim_request_changed ON job_details`)
    await runner.query(`ALTER TABLE job_details DROP COLUMN ran`)
    await runner.query(`DROP TABLE approval_documents`)
    for (const name of ['hakim_document_guard', 'hakim_request_changed', 'hakim_offers_changed'])
      await runner.query(`DROP FUNCTION ${name}()`)
  }
}
