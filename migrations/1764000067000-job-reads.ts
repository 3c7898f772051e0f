import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Votes are read by job, withdrawn ones too, with each request and on each job's page; and the newest runs of a task on a node, however
 * they ended (docs/decisions/0086-a-million-jobs.md). The functions are dropped as the move of a claim gives its lease now, and a
 * note says whether it is a new one.
 */
export class JobReads1764000067000 implements MigrationInterface {
  name = 'JobReads1764000067000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX idx_job_votes_job ON job_votes (job_id, revision)`)
    await runner.query(`
      CREATE INDEX idx_maintenance_jobs_runs ON maintenance_jobs (target_node_did, task_name, completed_at DESC NULLS LAST)
      WHERE status IN ('Completed', 'Failed')`)
    await runner.query(`DROP INDEX idx_maintenance_jobs_last_run`)
    await runner.query(`DROP FUNCTION IF EXISTS hakim_lease(UUID, BYTEA, INTEGER)`)
    await runner.query(`DROP FUNCTION IF EXISTS hakim_note_checked(UUID)`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX idx_maintenance_jobs_last_run ON maintenance_jobs (target_node_did, task_name, completed_at DESC NULLS LAST)
      WHERE status = 'Completed'`)
    await runner.query(`DROP INDEX idx_maintenance_jobs_runs`)
    await runner.query(`DROP INDEX idx_job_votes_job`)
  }
}
