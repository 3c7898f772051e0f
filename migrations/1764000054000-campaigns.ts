import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The same task on many nodes, wave by wave (docs/decisions/0070-campaigns.md). */
export class Campaigns1764000054000 implements MigrationInterface {
  name = 'Campaigns1764000054000'

  async up(runner: QueryRunner): Promise<void> {
    // `state_by` null: the clock. `failures_before`, `worse_before`: what had happened when it was resumed. `ended_at`: none of
    // its jobs can start or runs any more.
    await runner.query(`
      CREATE TABLE campaigns (
        campaign_id UUID PRIMARY KEY,
        name TEXT NOT NULL,
        task_name VARCHAR(255) NOT NULL,
        params JSONB NOT NULL,
        reason TEXT NOT NULL,
        requester_id TEXT REFERENCES people ON DELETE SET NULL,
        idempotency_key TEXT,
        wave_size INTEGER NOT NULL CHECK (wave_size > 0),
        pause_minutes INTEGER NOT NULL CHECK (pause_minutes >= 0),
        wait_minutes INTEGER NOT NULL CHECK (wait_minutes > 0),
        at_once INTEGER CHECK (at_once > 0),
        stop_failures INTEGER CHECK (stop_failures > 0),
        stop_worse BOOLEAN NOT NULL,
        created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        state TEXT NOT NULL DEFAULT 'running'
          CHECK (state IN ('running', 'paused', 'stopped', 'cancelled', 'finished')),
        state_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        state_by TEXT REFERENCES people ON DELETE SET NULL,
        state_reason TEXT,
        failures_before INTEGER NOT NULL DEFAULT 0,
        worse_before INTEGER NOT NULL DEFAULT 0,
        ended_at TIMESTAMPTZ,
        UNIQUE (requester_id, idempotency_key))`)
    await runner.query(`CREATE INDEX idx_campaigns_list ON campaigns (created_at DESC, campaign_id DESC)`)
    await runner.query(`CREATE INDEX idx_campaigns_open ON campaigns (campaign_id) WHERE ended_at IS NULL`)
    // `waits_until`: what has not started by then is skipped.
    await runner.query(`
      CREATE TABLE campaign_waves (
        campaign_id UUID NOT NULL REFERENCES campaigns ON DELETE CASCADE,
        wave INTEGER NOT NULL,
        opened_at TIMESTAMPTZ,
        waits_until TIMESTAMPTZ,
        ended_at TIMESTAMPTZ,
        PRIMARY KEY (campaign_id, wave))`)
    await runner.query(`
      CREATE TABLE campaign_jobs (
        job_id UUID PRIMARY KEY REFERENCES maintenance_jobs ON DELETE CASCADE,
        campaign_id UUID NOT NULL,
        wave INTEGER NOT NULL,
        FOREIGN KEY (campaign_id, wave) REFERENCES campaign_waves ON DELETE CASCADE)`)
    await runner.query(`CREATE INDEX idx_campaign_jobs_wave ON campaign_jobs (campaign_id, wave)`)
    // What fixed a diagnosis before is suggested for it.
    await runner.query(`
      CREATE INDEX idx_job_verdicts_fixed ON job_verdicts ((evidence #>> '{before,code}'), ended_at)
      WHERE verdict = 'fixed'`)
    // Its file fills it in, in this transaction.
    await runner.query(
      `CREATE OR REPLACE FUNCTION hakim_campaign_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$`,
    )
    await runner.query(`
      CREATE TRIGGER hakim_campaign_guard BEFORE UPDATE ON maintenance_jobs FOR EACH ROW
      WHEN (OLD.status = 'Approved' AND NEW.status = 'Running') EXECUTE FUNCTION hakim_campaign_guard()`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER hakim_campaign_guard ON maintenance_jobs`)
    await runner.query(`DROP FUNCTION hakim_campaign_guard()`)
    await runner.query(`DROP INDEX idx_job_verdicts_fixed`)
    for (const table of ['campaign_jobs', 'campaign_waves', 'campaigns'])
      await runner.query(`DROP TABLE ${table}`)
  }
}
