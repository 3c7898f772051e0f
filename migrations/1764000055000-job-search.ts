import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Finds jobs by any part of their texts (docs/decisions/0071-board-search.md). Where the database has no pg_trgm, or this role may
 * not install it, a search reads one job after the other.
 */
export class JobSearch1764000055000 implements MigrationInterface {
  name = 'JobSearch1764000055000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX idx_maintenance_jobs_last_run ON maintenance_jobs (target_node_did, task_name, completed_at DESC NULLS LAST)
      WHERE status = 'Completed'`)
    await runner.query(`CREATE INDEX idx_job_details_risk ON job_details (risk)`)
    await runner.query(`
      DO $$
      DECLARE trgm TEXT;
      BEGIN
        BEGIN
          CREATE EXTENSION IF NOT EXISTS pg_trgm;
        EXCEPTION WHEN OTHERS THEN
          RETURN;
        END;
        SELECT extnamespace::regnamespace INTO trgm FROM pg_extension WHERE extname = 'pg_trgm';
        -- In the collation "C", case is compared several times as fast.
        EXECUTE format(
          'CREATE INDEX idx_maintenance_jobs_text ON maintenance_jobs USING gin (((
             task_name || '' '' || coalesce(params::text, '''') || '' ''
             || coalesce(jsonb_path_query_array(status_history, ''$[*].message'')::text, '''')) COLLATE "C") %s.gin_trgm_ops)', trgm);
        EXECUTE format('CREATE INDEX idx_job_details_reason ON job_details USING gin (reason COLLATE "C" %s.gin_trgm_ops)', trgm);
      END $$`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP INDEX IF EXISTS idx_maintenance_jobs_text, idx_job_details_reason, idx_job_details_risk`,
    )
  }
}
