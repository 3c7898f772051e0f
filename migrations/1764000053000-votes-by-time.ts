import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What one person has decided today, however much they have decided before (docs/decisions/0069-many-at-once.md). */
export class VotesByTime1764000053000 implements MigrationInterface {
  name = 'VotesByTime1764000053000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX idx_job_votes_person_time ON job_votes (person_id, decided_at)`)
    await runner.query(`DROP INDEX idx_job_votes_person`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX idx_job_votes_person ON job_votes (person_id)`)
    await runner.query(`DROP INDEX idx_job_votes_person_time`)
  }
}
