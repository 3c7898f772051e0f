import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Votes are read by job, withdrawn ones too: with each request and on each job's page (docs/decisions/0086-a-million-jobs.md). The
 * functions are dropped as the move of a claim gives its lease now, and a note says whether it is a new one.
 */
export class VotesByJob1764000067000 implements MigrationInterface {
  name = 'VotesByJob1764000067000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX idx_job_votes_job ON job_votes (job_id, revision)`)
    await runner.query(`DROP FUNCTION IF EXISTS hakim_lease(UUID, BYTEA, INTEGER)`)
    await runner.query(`DROP FUNCTION IF EXISTS hakim_note_checked(UUID)`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX idx_job_votes_job`)
  }
}
