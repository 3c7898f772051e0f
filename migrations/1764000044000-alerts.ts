import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Rules, what fired by them, and what is silenced (docs/decisions/0058-alerts.md). */
export class Alerts1764000044000 implements MigrationInterface {
  name = 'Alerts1764000044000'

  async up(runner: QueryRunner): Promise<void> {
    // How many reports of a node were ever inserted: who has read all but one needs only the latest.
    await runner.query(`ALTER TABLE node_latest ADD COLUMN reports BIGINT NOT NULL DEFAULT 0`)
    // `tell`, `escalate_to`: ids of people; NULL: everybody. A deleted rule stays for its incidents.
    await runner.query(`
      CREATE TABLE alert_rules (
        rule_id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
        scope TEXT NOT NULL CHECK (scope IN ('all', 'label', 'node')),
        label TEXT,
        node_did VARCHAR(255) REFERENCES nodes ON DELETE CASCADE,
        condition JSONB NOT NULL,
        keep_minutes INTEGER NOT NULL CHECK (keep_minutes BETWEEN 0 AND 1440),
        severity TEXT NOT NULL CHECK (severity IN ('info', 'warning', 'critical')),
        tell TEXT[],
        escalate_minutes INTEGER CHECK (escalate_minutes BETWEEN 1 AND 10080),
        escalate_to TEXT[],
        during_jobs BOOLEAN NOT NULL,
        enabled BOOLEAN NOT NULL,
        created_by TEXT NOT NULL,
        created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        changed_by TEXT,
        changed_at TIMESTAMPTZ,
        deleted_by TEXT,
        deleted_at TIMESTAMPTZ,
        CHECK ((scope = 'label') = (label IS NOT NULL)),
        CHECK ((scope = 'node') = (node_did IS NOT NULL)))`)
    // What people read as one row: incidents of one rule that began together.
    await runner.query(`
      CREATE TABLE alert_groups (
        group_id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
        rule_id UUID NOT NULL REFERENCES alert_rules ON DELETE CASCADE,
        opened_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
        closed_at TIMESTAMPTZ,
        told_at TIMESTAMPTZ,
        escalated_at TIMESTAMPTZ,
        acknowledged_by TEXT,
        acknowledged_at TIMESTAMPTZ,
        acknowledged_text TEXT)`)
    await runner.query(`CREATE INDEX idx_alert_groups_open ON alert_groups (rule_id) WHERE closed_at IS NULL`)
    await runner.query(`CREATE INDEX idx_alert_groups_list ON alert_groups (opened_at DESC, group_id DESC)`)
    // `started_at`, `ended_at`: by the node's reports; `fired_at`: the minute that decided it; the others by the database's clock.
    await runner.query(`
      CREATE TABLE alert_incidents (
        incident_id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
        group_id UUID NOT NULL REFERENCES alert_groups ON DELETE CASCADE,
        rule_id UUID NOT NULL REFERENCES alert_rules ON DELETE CASCADE,
        node_did VARCHAR(255) NOT NULL REFERENCES nodes ON DELETE CASCADE,
        started_at TIMESTAMPTZ NOT NULL,
        fired_at TIMESTAMPTZ NOT NULL,
        well_since TIMESTAMPTZ,
        ended_at TIMESTAMPTZ,
        value DOUBLE PRECISION,
        opened_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
        closed_at TIMESTAMPTZ,
        told_at TIMESTAMPTZ,
        end_told_at TIMESTAMPTZ,
        CHECK ((ended_at IS NULL) = (closed_at IS NULL)))`)
    await runner.query(`
      CREATE UNIQUE INDEX idx_alert_incidents_open ON alert_incidents (rule_id, node_did) WHERE ended_at IS NULL`)
    await runner.query(`CREATE INDEX idx_alert_incidents_group ON alert_incidents (group_id)`)
    await runner.query(`CREATE INDEX idx_alert_incidents_node ON alert_incidents (node_did, started_at)`)
    await runner.query(
      `CREATE INDEX idx_alert_incidents_closed ON alert_incidents (closed_at) WHERE closed_at IS NOT NULL`,
    )
    await runner.query(`
      CREATE TABLE alert_silences (
        silence_id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
        rule_id UUID REFERENCES alert_rules ON DELETE CASCADE,
        node_did VARCHAR(255) REFERENCES nodes ON DELETE CASCADE,
        label TEXT,
        reason TEXT NOT NULL,
        created_by TEXT NOT NULL,
        created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        ends_at TIMESTAMPTZ NOT NULL,
        ended_by TEXT,
        ended_at TIMESTAMPTZ,
        CHECK (num_nonnulls(node_did, label) <= 1))`)
    // One server evaluates at a time; `alive_since`: since when without a pause.
    await runner.query(`
      CREATE TABLE alert_evaluator (
        only_row BOOLEAN PRIMARY KEY DEFAULT true CHECK (only_row),
        holder UUID,
        leased_until TIMESTAMPTZ,
        ran_at TIMESTAMPTZ,
        alive_since TIMESTAMPTZ)`)
    await runner.query(`INSERT INTO alert_evaluator DEFAULT VALUES`)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['evaluator', 'silences', 'incidents', 'groups', 'rules'])
      await runner.query(`DROP TABLE alert_${table}`)
    await runner.query(`ALTER TABLE node_latest DROP COLUMN reports`)
  }
}
