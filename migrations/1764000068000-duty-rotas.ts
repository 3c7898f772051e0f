import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Who of a group of approvers is on duty when, and whom a request tells later (docs/decisions/0087-groups-by-duty.md). */
export class DutyRotas1764000068000 implements MigrationInterface {
  name = 'DutyRotas1764000068000'

  async up(runner: QueryRunner): Promise<void> {
    // `people`: their ids, in the order of their turns; whoever is no member any more is passed over.
    await runner.query(`
      CREATE TABLE group_rotas (
        group_id UUID PRIMARY KEY REFERENCES approver_groups ON DELETE CASCADE,
        people TEXT[] NOT NULL CHECK (cardinality(people) BETWEEN 1 AND 50),
        turn_days SMALLINT NOT NULL CHECK (turn_days BETWEEN 1 AND 56),
        starts_on DATE NOT NULL,
        handover_minute SMALLINT NOT NULL CHECK (handover_minute BETWEEN 0 AND 1439),
        time_zone TEXT NOT NULL,
        escalate_minutes INTEGER NOT NULL CHECK (escalate_minutes BETWEEN 5 AND 10080))`)
    await runner.query(`
      CREATE TABLE rota_swaps (
        swap_id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
        group_id UUID NOT NULL REFERENCES group_rotas ON DELETE CASCADE,
        person_id TEXT NOT NULL REFERENCES people ON DELETE CASCADE,
        instead_of TEXT NOT NULL REFERENCES people ON DELETE CASCADE,
        starts_at TIMESTAMPTZ NOT NULL,
        ends_at TIMESTAMPTZ NOT NULL,
        created_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
        CHECK (ends_at > starts_at),
        CHECK (person_id <> instead_of))`)
    for (const column of ['group_id', 'person_id', 'instead_of'])
      await runner.query(`CREATE INDEX idx_rota_swaps_${column} ON rota_swaps (${column})`)
    for (const table of ['group_rotas', 'rota_swaps']) {
      await runner.query(`
        CREATE TRIGGER hakim_actor_guard BEFORE INSERT OR UPDATE OR DELETE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION hakim_actor_guard('admin')`)
      await runner.query(`
        CREATE TRIGGER hakim_log_rights AFTER INSERT OR UPDATE OR DELETE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION hakim_log_rights()`)
    }
    // When all of a group are told of a request of which only who was on duty has been.
    await runner.query(`
      CREATE TABLE duty_escalations (
        job_id UUID NOT NULL REFERENCES maintenance_jobs ON DELETE CASCADE,
        group_id UUID NOT NULL REFERENCES approver_groups ON DELETE CASCADE,
        due_at TIMESTAMPTZ NOT NULL,
        PRIMARY KEY (job_id, group_id))`)
    await runner.query(`CREATE INDEX idx_duty_escalations_due ON duty_escalations (due_at)`)
    await runner.query(`CREATE INDEX idx_duty_escalations_group ON duty_escalations (group_id)`)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['duty_escalations', 'rota_swaps', 'group_rotas'])
      await runner.query(`DROP TABLE ${table}`)
  }
}
