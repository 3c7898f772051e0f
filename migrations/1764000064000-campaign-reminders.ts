import type { MigrationInterface, QueryRunner } from 'typeorm'

/** When owners were reminded of a campaign, by whom, and who they were (docs/decisions/0083-reminders-and-expected-times.md). */
export class CampaignReminders1764000064000 implements MigrationInterface {
  name = 'CampaignReminders1764000064000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE campaign_reminders (
        campaign_id UUID NOT NULL REFERENCES campaigns ON DELETE CASCADE,
        reminded_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        reminded_by TEXT REFERENCES people ON DELETE SET NULL,
        people TEXT[] NOT NULL,
        PRIMARY KEY (campaign_id, reminded_at))`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE campaign_reminders`)
  }
}
