import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Jobs by status without counting them: every statement that changes jobs adds what it changed (`jobs` may be negative),
 * a clock adds the rows up (lib/board/db/counts.ts), and a reader takes their sum. Rows are only added, never updated, so
 * that no two writers wait for each other (docs/decisions/0013).
 */
export class JobCounts1764000009000 implements MigrationInterface {
  name = 'JobCounts1764000009000'

  async up(runner: QueryRunner): Promise<void> {
    // Rows come and go all the time: they are cleared away long before a fifth of the table is dead.
    await runner.query(`
      CREATE TABLE job_counts (status VARCHAR(50) NOT NULL, jobs BIGINT NOT NULL)
      WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
            autovacuum_vacuum_insert_threshold = -1)`)
    await runner.query(`
      CREATE FUNCTION hakim_count_jobs() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
      BEGIN
        IF TG_OP = 'INSERT' THEN
          INSERT INTO job_counts SELECT status, count(*) FROM added GROUP BY status;
        ELSIF TG_OP = 'DELETE' THEN
          INSERT INTO job_counts SELECT status, -count(*) FROM removed GROUP BY status;
        ELSE
          INSERT INTO job_counts
          SELECT status, sum(n) FROM (SELECT status, 1 AS n FROM added UNION ALL SELECT status, -1 FROM removed) both_sides
          GROUP BY status HAVING sum(n) <> 0;
        END IF;
        RETURN NULL;
      END $$`)
    for (const [event, tables] of [
      ['INSERT', 'NEW TABLE AS added'],
      ['UPDATE', 'OLD TABLE AS removed NEW TABLE AS added'],
      ['DELETE', 'OLD TABLE AS removed'],
    ])
      await runner.query(`
        CREATE TRIGGER hakim_count_${event?.toLowerCase()} AFTER ${event} ON maintenance_jobs REFERENCING ${tables}
        FOR EACH STATEMENT EXECUTE FUNCTION hakim_count_jobs()`)
    // Whoever truncates holds the table alone, and no fold is under way: what is committed is all there is.
    await runner.query(`
      CREATE FUNCTION hakim_count_no_jobs() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtext('hakim job counts'));
        DELETE FROM job_counts;
        RETURN NULL;
      END $$`)
    await runner.query(`
      CREATE TRIGGER hakim_count_truncate AFTER TRUNCATE ON maintenance_jobs
      FOR EACH STATEMENT EXECUTE FUNCTION hakim_count_no_jobs()`)
    // Pages of one node's and one requester's jobs; with the status, counting them reads the index alone.
    const created = `(least(greatest(created_at, '0001-01-01 00:00Z'), '9999-12-31 00:00Z'))`
    for (const [name, column] of indexes)
      await runner.query(`
        CREATE INDEX ${name} ON maintenance_jobs (${column}, ${created} DESC, job_id DESC) INCLUDE (status)`)
    // What is approved and what is running on a node, for claims. In a collation of its own, since the planner would else
    // take the index on status, as long as statistics know of few such jobs, and read the queue of all nodes.
    await runner.query(`
      CREATE INDEX idx_maintenance_jobs_open ON maintenance_jobs (target_node_did, created_at, job_id)
      WHERE status COLLATE "C" IN ('Approved', 'Running')`)
    await runner.query(`DROP INDEX idx_maintenance_jobs_queue`)
    await runner.query(claimable)
    await runner.query(claim)
    // The triggers hold writers off until this commits, so nothing is missed or counted twice.
    await runner.query(`INSERT INTO job_counts SELECT status, count(*) FROM maintenance_jobs GROUP BY status`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION hakim_claimable(TEXT)`)
    await runner.query(`DROP FUNCTION hakim_claim(UUID, XID, TEXT, JSONB, BYTEA, INTEGER)`)
    await runner.query(`
      CREATE INDEX idx_maintenance_jobs_queue ON maintenance_jobs (target_node_did, created_at, job_id)
      WHERE status = 'Approved'`)
    await runner.query(`DROP INDEX idx_maintenance_jobs_open`)
    for (const [name] of indexes) await runner.query(`DROP INDEX ${name}`)
    for (const event of ['insert', 'update', 'delete', 'truncate'])
      await runner.query(`DROP TRIGGER hakim_count_${event} ON maintenance_jobs`)
    await runner.query(`DROP FUNCTION hakim_count_jobs()`)
    await runner.query(`DROP FUNCTION hakim_count_no_jobs()`)
    await runner.query(`DROP TABLE job_counts`)
  }
}

const indexes = [
  ['idx_maintenance_jobs_node_newest', 'target_node_did'],
  ['idx_maintenance_jobs_requester_newest', 'requester_did'],
] as const

/** What a claim would take next on a node, with what its votes were given for; `version` changes with its row. */
const claimable = `
  CREATE FUNCTION hakim_claimable(p_node TEXT) RETURNS TABLE (
    job_id UUID, target_node_did VARCHAR, requester_did VARCHAR, task_name VARCHAR, params JSONB, status VARCHAR,
    status_history JSONB, created_at TIMESTAMPTZ, completed_at TIMESTAMPTZ, version TEXT,
    window_start TIMESTAMPTZ, window_end TIMESTAMPTZ, time_zone TEXT, expires_at TIMESTAMPTZ, consented TEXT[])
  LANGUAGE plpgsql STABLE ROWS 1 AS $$
  #variable_conflict use_column
  BEGIN
    RETURN QUERY
    SELECT j.job_id, j.target_node_did, j.requester_did, j.task_name, j.params, j.status, j.status_history, j.created_at,
           j.completed_at, j.xmin::text, d.window_start, d.window_end, d.time_zone, d.expires_at,
           ARRAY(SELECT v.approval_hash FROM job_votes v WHERE v.job_id = j.job_id AND v.revision = d.revision
                   AND v.decision = 'approve' AND v.withdrawn_at IS NULL
                 UNION ALL
                 SELECT b.approval_hash FROM break_glass b WHERE b.job_id = j.job_id AND b.revision = d.revision)
    FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id)
    WHERE j.target_node_did = p_node AND j.status COLLATE "C" = 'Approved'
      AND coalesce(d.window_start <= now(), true) AND coalesce(least(d.expires_at, d.window_end) > now(), true)
      AND NOT EXISTS (SELECT FROM maintenance_jobs r
                      WHERE r.target_node_did = p_node AND r.status COLLATE "C" = 'Running')
    ORDER BY j.created_at, j.job_id LIMIT 1;
  END $$`

/** Locks, moves and leases a job whose row is still of that version; false when somebody else holds or changed it. */
const claim = `
  CREATE FUNCTION hakim_claim(p_job UUID, p_version XID, p_actor TEXT, p_entry JSONB, p_token BYTEA, p_seconds INTEGER)
  RETURNS BOOLEAN LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM set_config('hakim.actor', p_actor, true);
    UPDATE maintenance_jobs SET status = 'Running', status_history =
      CASE WHEN status_history IS NULL THEN '[]'::jsonb
           WHEN jsonb_typeof(status_history) = 'array' THEN status_history
           ELSE jsonb_build_array(status_history) END || jsonb_build_array(p_entry)
    WHERE job_id = (SELECT j.job_id FROM maintenance_jobs j
                    WHERE j.job_id = p_job AND j.xmin = p_version FOR UPDATE SKIP LOCKED);
    IF NOT FOUND THEN RETURN false; END IF;
    UPDATE job_details SET claim_token_hash = p_token, started_at = now(),
      lease_expires_at = now() + make_interval(secs => p_seconds), changed_xid = pg_current_xact_id()
    WHERE job_id = p_job;
    RETURN true;
  END $$`
