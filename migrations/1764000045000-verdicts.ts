import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Whether each run helped: the judgement, and when the clock looks again (docs/decisions/0061-verdicts.md). */
export class Verdicts1764000045000 implements MigrationInterface {
  name = 'Verdicts1764000045000'

  async up(runner: QueryRunner): Promise<void> {
    // `ended_at`: when the database learned of the end, whatever time a writer gave it. `look_at` null: nothing is left to see.
    await runner.query(`
      CREATE TABLE job_verdicts (
        job_id UUID PRIMARY KEY REFERENCES maintenance_jobs ON DELETE CASCADE,
        ended_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        look_at TIMESTAMPTZ DEFAULT now(),
        verdict TEXT CHECK (verdict IN ('fixed', 'no_change', 'worse', 'not_enough_data')),
        settled_at TIMESTAMPTZ,
        back_at TIMESTAMPTZ,
        evidence JSONB,
        CHECK ((verdict IS NULL) = (evidence IS NULL)),
        CHECK (settled_at IS NULL OR verdict IS NOT NULL))`)
    await runner.query(
      `CREATE INDEX idx_job_verdicts_look ON job_verdicts (look_at) WHERE look_at IS NOT NULL`,
    )
    // Its file fills it in, in this transaction.
    await runner.query(
      `CREATE FUNCTION hakim_job_ended() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$`,
    )
    await runner.query(`
      CREATE TRIGGER hakim_job_ended AFTER UPDATE ON maintenance_jobs FOR EACH ROW
      WHEN (NEW.status IS DISTINCT FROM OLD.status AND OLD.status IN ('Running', 'Lost')
            AND NEW.status IN ('Completed', 'Failed', 'Cancelled', 'Lost'))
      EXECUTE FUNCTION hakim_job_ended()`)
    await runner.query(`
      CREATE TRIGGER hakim_job_added AFTER INSERT ON maintenance_jobs FOR EACH ROW
      WHEN (NEW.status IN ('Completed', 'Failed', 'Lost')) EXECUTE FUNCTION hakim_job_ended()`)
    // What ran before the upgrade, as far back as its reports are likely to tell.
    await runner.query(`
      INSERT INTO job_verdicts (job_id, ended_at)
      SELECT job_id, completed_at FROM maintenance_jobs
      WHERE status IN ('Completed', 'Failed') AND completed_at BETWEEN now() - interval '30 days' AND now()
      ORDER BY completed_at DESC LIMIT 2000`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER hakim_job_added ON maintenance_jobs`)
    await runner.query(`DROP TRIGGER hakim_job_ended ON maintenance_jobs`)
    await runner.query(`DROP FUNCTION hakim_job_ended()`)
    await runner.query(`DROP TABLE job_verdicts`)
  }
}
