import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * The two given tables, to the letter. On a database that another Hakim program already writes to they exist,
 * possibly with rows: then nothing is touched.
 */
export class GivenSchema1764000000000 implements MigrationInterface {
  name = 'GivenSchema1764000000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE EXTENSION IF NOT EXISTS "uuid-ossp"`)
    if (!(await runner.hasTable('health_reports'))) {
      await runner.query(`
        CREATE TABLE health_reports (
          report_id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
          target_node_did VARCHAR(255) NOT NULL,
          timestamp TIMESTAMP WITH TIME ZONE NOT NULL,
          status VARCHAR(50) NOT NULL,
          metrics JSONB,
          diagnosis JSONB,
          raw_report JSONB NOT NULL
        )`)
      await runner.query(
        `CREATE INDEX idx_health_reports_target_node_did ON health_reports (target_node_did)`,
      )
      await runner.query(`CREATE INDEX idx_health_reports_timestamp ON health_reports (timestamp)`)
    }
    if (!(await runner.hasTable('maintenance_jobs'))) {
      await runner.query(`
        CREATE TABLE maintenance_jobs (
          job_id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
          target_node_did VARCHAR(255) NOT NULL,
          requester_did VARCHAR(255) NOT NULL,
          task_name VARCHAR(100) NOT NULL,
          params JSONB,
          status VARCHAR(50) NOT NULL,
          status_history JSONB,
          created_at TIMESTAMP WITH TIME ZONE DEFAULT NOW(),
          completed_at TIMESTAMP WITH TIME ZONE
        )`)
      await runner.query(`CREATE INDEX idx_maintenance_jobs_status ON maintenance_jobs (status)`)
      await runner.query(
        `CREATE INDEX idx_maintenance_jobs_target_node_did ON maintenance_jobs (target_node_did)`,
      )
    }
  }

  /** Dropping these tables would lose rows that are not ours alone. */
  async down(): Promise<void> {
    throw new Error('The given tables are never dropped; restore a backup instead.')
  }
}
