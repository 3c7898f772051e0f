import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Who follows which job or campaign (docs/decisions/0082-following.md). */
export class Follows1764000063000 implements MigrationInterface {
  name = 'Follows1764000063000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE job_follows (
        job_id UUID NOT NULL REFERENCES maintenance_jobs ON DELETE CASCADE,
        person_id TEXT NOT NULL REFERENCES people ON DELETE CASCADE,
        since TIMESTAMPTZ NOT NULL DEFAULT now(),
        PRIMARY KEY (job_id, person_id))`)
    await runner.query(`CREATE INDEX idx_job_follows_person ON job_follows (person_id)`)
    await runner.query(`
      CREATE TABLE campaign_follows (
        campaign_id UUID NOT NULL REFERENCES campaigns ON DELETE CASCADE,
        person_id TEXT NOT NULL REFERENCES people ON DELETE CASCADE,
        since TIMESTAMPTZ NOT NULL DEFAULT now(),
        PRIMARY KEY (campaign_id, person_id))`)
    await runner.query(`CREATE INDEX idx_campaign_follows_person ON campaign_follows (person_id)`)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['campaign_follows', 'job_follows']) await runner.query(`DROP TABLE ${table}`)
  }
}
