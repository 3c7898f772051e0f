import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What the verification needs to compare every table with the log (docs/decisions/0045-replayed-log.md). `adopted_jobs` has
 * the jobs that were there at this upgrade; `hakim_log_state` fills it once the functions have been applied.
 */
export class ReplayedLog1764000033000 implements MigrationInterface {
  name = 'ReplayedLog1764000033000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE adopted_jobs (
        job_id UUID PRIMARY KEY,
        subject_sha256 TEXT NOT NULL,
        state_sha256 TEXT NOT NULL
      )`)
    await runner.query(`
      CREATE TRIGGER hakim_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON adopted_jobs
      FOR EACH STATEMENT EXECUTE FUNCTION hakim_append_only()`)
    // Its file fills it in, in this transaction.
    await runner.query(
      `CREATE FUNCTION hakim_log_details() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$`,
    )
    // At the end of the transaction, so that a request that takes several statements is one event.
    await runner.query(`
      CREATE CONSTRAINT TRIGGER hakim_log_details AFTER INSERT ON job_details
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hakim_log_details()`)
    await runner.query(`
      CREATE CONSTRAINT TRIGGER hakim_log_changed_details AFTER UPDATE ON job_details
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
      WHEN ((${logged('NEW')}) IS DISTINCT FROM (${logged('OLD')})) EXECUTE FUNCTION hakim_log_details()`)
    await runner.query(`
      CREATE CONSTRAINT TRIGGER hakim_log_details AFTER INSERT OR UPDATE ON approval_documents
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hakim_log_details()`)
    // A node that rights rest on: rules go by labels. Others come and go with their reports.
    await runner.query(`DROP TRIGGER hakim_log_restricted ON nodes`)
    await runner.query(`DROP TRIGGER hakim_log_rights ON nodes`)
    await runner.query(`
      CREATE TRIGGER hakim_log_added AFTER INSERT ON nodes
      FOR EACH ROW WHEN (${special('NEW')}) EXECUTE FUNCTION hakim_log_rights()`)
    await runner.query(`
      CREATE TRIGGER hakim_log_rights AFTER UPDATE OF restricted, labels, retired_at, service_reason, consent ON nodes
      FOR EACH ROW EXECUTE FUNCTION hakim_log_rights()`)
    await runner.query(`
      CREATE TRIGGER hakim_log_removed AFTER DELETE ON nodes
      FOR EACH ROW WHEN (${special('OLD')}) EXECUTE FUNCTION hakim_log_rights()`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER hakim_log_removed ON nodes`)
    await runner.query(`DROP TRIGGER hakim_log_rights ON nodes`)
    await runner.query(`DROP TRIGGER hakim_log_added ON nodes`)
    await runner.query(`
      CREATE TRIGGER hakim_log_rights AFTER UPDATE OF restricted, labels, retired_at, service_reason ON nodes
      FOR EACH ROW EXECUTE FUNCTION hakim_log_rights()`)
    await runner.query(`
      CREATE TRIGGER hakim_log_restricted AFTER INSERT ON nodes
      FOR EACH ROW WHEN (NEW.restricted) EXECUTE FUNCTION hakim_log_rights()`)
    await runner.query(`DROP TRIGGER hakim_log_details ON approval_documents`)
    await runner.query(`DROP TRIGGER hakim_log_changed_details ON job_details`)
    await runner.query(`DROP TRIGGER hakim_log_details ON job_details`)
    await runner.query(`DROP FUNCTION hakim_log_details()`)
    await runner.query(`DROP TABLE adopted_jobs`)
  }
}

/** What of a job's details is compared with the log: all but lease, progress, and what follows from other columns. */
const logged = (row: string): string =>
  [
    ...['reason', 'requester_id', 'idempotency_key', 'is_sample', 'claim_token_hash', 'started_at', 'result'],
    ...[
      'outcome_digest',
      'revision',
      'risk',
      'window_start',
      'window_end',
      'time_zone',
      'expires_at',
      'retry_of',
    ],
    ...['cancel_requested_at', 'cancel_requested_by', 'cancel_reason', 'ran'],
  ]
    .map((column) => `${row}.${column}`)
    .join(', ')

const special = (row: string): string =>
  `${row}.restricted OR ${row}.labels <> '{}' OR num_nonnulls(${row}.retired_at, ${row}.service_reason, ${row}.consent) > 0`
