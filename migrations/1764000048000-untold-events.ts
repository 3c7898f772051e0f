import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Events of jobs that people have to be told of, and of whose expiry they were reminded (docs/decisions/0063-told-of-jobs.md). */
export class UntoldEvents1764000048000 implements MigrationInterface {
  name = 'UntoldEvents1764000048000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE untold_events (event_id BIGINT PRIMARY KEY)`)
    await runner.query(`
      CREATE TABLE job_reminders (
        job_id UUID PRIMARY KEY REFERENCES maintenance_jobs ON DELETE CASCADE,
        due_at TIMESTAMPTZ NOT NULL)`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE job_reminders`)
    await runner.query(`DROP TABLE untold_events`)
  }
}
