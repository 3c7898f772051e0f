import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * The state machine in the database, for every writer: a job is born PendingApproval, moves only along
 * `job_transitions`, and what was asked for never changes. History and completion time are kept for writers
 * that do not keep them. Rows that were here before are left as they are.
 */
export class JobGuard1764000003000 implements MigrationInterface {
  name = 'JobGuard1764000003000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE job_transitions (
        from_status VARCHAR(50) NOT NULL,
        to_status VARCHAR(50) NOT NULL,
        PRIMARY KEY (from_status, to_status)
      )`)
    await runner.query(`
      INSERT INTO job_transitions VALUES
        ('PendingApproval', 'Approved'), ('PendingApproval', 'Rejected'),
        ('PendingApproval', 'Cancelled'), ('PendingApproval', 'Expired'),
        ('Approved', 'PendingApproval'), ('Approved', 'Cancelled'), ('Approved', 'Expired'),
        ('Approved', 'Running'),
        ('Running', 'Completed'), ('Running', 'Failed'), ('Running', 'Lost'),
        ('Lost', 'Completed'), ('Lost', 'Failed')`)
    await runner.query(`
      CREATE TABLE job_details (
        job_id UUID PRIMARY KEY REFERENCES maintenance_jobs (job_id) ON DELETE CASCADE,
        reason TEXT,
        requester_id TEXT REFERENCES people (id) ON DELETE SET NULL,
        idempotency_key TEXT,
        is_sample BOOLEAN NOT NULL DEFAULT false,
        claim_token_hash BYTEA,
        lease_expires_at TIMESTAMPTZ,
        started_at TIMESTAMPTZ,
        progress_percent SMALLINT,
        progress_message TEXT,
        result JSONB,
        outcome_digest TEXT,
        changed_xid XID8 NOT NULL DEFAULT pg_current_xact_id(),
        UNIQUE (requester_id, idempotency_key)
      )`)
    await runner.query(`CREATE INDEX idx_job_details_changed ON job_details (changed_xid)`)
    await runner.query(`
      CREATE INDEX idx_job_details_lease ON job_details (lease_expires_at) WHERE lease_expires_at IS NOT NULL`)
    await runner.query(`
      CREATE TABLE job_log_lines (
        job_id UUID NOT NULL REFERENCES maintenance_jobs (job_id) ON DELETE CASCADE,
        seq BIGINT GENERATED ALWAYS AS IDENTITY,
        at TIMESTAMPTZ NOT NULL,
        stream TEXT NOT NULL CHECK (stream IN ('stdout', 'stderr', 'system')),
        line TEXT NOT NULL,
        PRIMARY KEY (job_id, seq)
      )`)
    // Pages of jobs are sorted by this expression (lib/board/db/job.ts): old rows may have no created_at.
    const created = `(least(greatest(created_at, '0001-01-01 00:00Z'), '9999-12-31 00:00Z'))`
    await runner.query(`
      CREATE INDEX idx_maintenance_jobs_page ON maintenance_jobs (status, ${created} DESC, job_id DESC)`)
    await runner.query(`
      CREATE INDEX idx_maintenance_jobs_newest ON maintenance_jobs (${created} DESC, job_id DESC)`)
    await runner.query(`
      CREATE INDEX idx_maintenance_jobs_queue ON maintenance_jobs (target_node_did, created_at, job_id)
      WHERE status = 'Approved'`)
    await runner.query(`
      CREATE FUNCTION hakim_job_guard() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE entry JSONB;
      BEGIN
        IF TG_OP = 'INSERT' THEN
          IF NEW.status <> 'PendingApproval' THEN
            RAISE EXCEPTION 'A job begins as PendingApproval, not as %', NEW.status
              USING ERRCODE = 'check_violation', CONSTRAINT = 'maintenance_jobs_transition',
                    HINT = 'Insert it as PendingApproval; an owner of the node approves it.';
          END IF;
          NEW.created_at := CASE WHEN isfinite(NEW.created_at) THEN NEW.created_at ELSE now() END;
          NEW.completed_at := NULL;
          NEW.status_history := coalesce(NEW.status_history, jsonb_build_array(jsonb_build_object(
            'status', NEW.status, 'timestamp', NEW.created_at, 'message', 'Requested',
            'actor_did', NEW.requester_did)));
          RETURN NEW;
        END IF;
        IF (NEW.job_id, NEW.target_node_did, NEW.requester_did, NEW.task_name)
             IS DISTINCT FROM (OLD.job_id, OLD.target_node_did, OLD.requester_did, OLD.task_name)
           OR NEW.params IS DISTINCT FROM OLD.params
           OR NEW.created_at IS DISTINCT FROM OLD.created_at THEN
          RAISE EXCEPTION 'What was asked for cannot be changed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'maintenance_jobs_subject',
                  HINT = 'Cancel this job and request a new one.';
        END IF;
        IF NEW.status IS DISTINCT FROM OLD.status THEN
          IF NOT EXISTS (SELECT FROM job_transitions
                         WHERE from_status = OLD.status AND to_status = NEW.status) THEN
            RAISE EXCEPTION 'A job cannot go from % to %', OLD.status, NEW.status
              USING ERRCODE = 'check_violation', CONSTRAINT = 'maintenance_jobs_transition',
                    HINT = 'A finished job stays as it is; request a new one.';
          END IF;
          IF NEW.status_history IS NOT DISTINCT FROM OLD.status_history THEN
            entry := jsonb_build_object('status', NEW.status, 'timestamp', now(),
                                        'message', 'Changed by ' || session_user || ' in the database');
            -- A history of another shape is kept as its first entry.
            NEW.status_history := CASE
              WHEN OLD.status_history IS NULL THEN '[]'::jsonb
              WHEN jsonb_typeof(OLD.status_history) = 'array' THEN OLD.status_history
              ELSE jsonb_build_array(OLD.status_history) END || entry;
          END IF;
          NEW.completed_at := CASE WHEN NEW.status IN ('Completed', 'Failed')
                                   THEN coalesce(NEW.completed_at, now()) END;
        END IF;
        RETURN NEW;
      END $$`)
    await runner.query(`
      CREATE TRIGGER hakim_job_guard BEFORE INSERT OR UPDATE ON maintenance_jobs
      FOR EACH ROW EXECUTE FUNCTION hakim_job_guard()`)
    await runner.query(`
      CREATE FUNCTION hakim_job_changed() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO nodes (node_did) VALUES (NEW.target_node_did) ON CONFLICT DO NOTHING;
        INSERT INTO job_details (job_id) VALUES (NEW.job_id)
        ON CONFLICT (job_id) DO UPDATE SET changed_xid = pg_current_xact_id();
        RETURN NULL;
      END $$`)
    await runner.query(`
      CREATE TRIGGER hakim_job_changed AFTER INSERT OR UPDATE ON maintenance_jobs
      FOR EACH ROW EXECUTE FUNCTION hakim_job_changed()`)
    // Adoption: a node that only ever had jobs is a node as well.
    await runner.query(`
      INSERT INTO nodes (node_did) SELECT DISTINCT target_node_did FROM maintenance_jobs ON CONFLICT DO NOTHING`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER hakim_job_changed ON maintenance_jobs`)
    await runner.query(`DROP TRIGGER hakim_job_guard ON maintenance_jobs`)
    await runner.query(`DROP FUNCTION hakim_job_changed()`)
    await runner.query(`DROP FUNCTION hakim_job_guard()`)
    for (const index of ['page', 'newest', 'queue'])
      await runner.query(`DROP INDEX idx_maintenance_jobs_${index}`)
    for (const table of ['job_log_lines', 'job_details', 'job_transitions'])
      await runner.query(`DROP TABLE ${table}`)
  }
}
