import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What people say about a job, and what they need to know before they decide (docs/decisions/0072-talk.md). */
export class JobComments1764000056000 implements MigrationInterface {
  name = 'JobComments1764000056000'

  async up(runner: QueryRunner): Promise<void> {
    // A question is open until the requester answers it or changes the request, which gives it another revision.
    await runner.query(`
      CREATE TABLE job_comments (
        comment_id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
        job_id UUID NOT NULL REFERENCES maintenance_jobs ON DELETE CASCADE,
        person_id TEXT NOT NULL REFERENCES people,
        revision INTEGER NOT NULL,
        at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
        text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
        mentions TEXT[] NOT NULL,
        asks BOOLEAN NOT NULL,
        answered_at TIMESTAMPTZ,
        CHECK (asks OR answered_at IS NULL))`)
    await runner.query(`CREATE INDEX idx_job_comments_job ON job_comments (job_id, at)`)
    await runner.query(
      `CREATE INDEX idx_job_comments_open ON job_comments (job_id) WHERE asks AND answered_at IS NULL`,
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE job_comments`)
  }
}
