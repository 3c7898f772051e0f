import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Alert rules, silences and acknowledgements as events of the log (docs/decisions/0068-alerts-in-the-log.md); `hakim_log_alert_state` states
 * what was there before. And what the nodes of one message share.
 */
export class AlertLog1764000052000 implements MigrationInterface {
  name = 'AlertLog1764000052000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE notices ADD COLUMN shared TEXT`)
    // Its file fills it in, in this transaction.
    await runner.query(
      `CREATE OR REPLACE FUNCTION hakim_log_alerts() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$`,
    )
    for (const table of ['alert_rules', 'alert_silences'])
      await runner.query(`
        CREATE TRIGGER hakim_log_alerts AFTER INSERT OR UPDATE OR DELETE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION hakim_log_alerts()`)
    // Of a row of the page only who acknowledged it: the rest is what the evaluator notes.
    await runner.query(`
      CREATE TRIGGER hakim_log_alerts AFTER UPDATE OF group_id, rule_id, acknowledged_by, acknowledged_at, acknowledged_text
      ON alert_groups FOR EACH ROW EXECUTE FUNCTION hakim_log_alerts()`)
    for (const [name, event, row] of [
      ['hakim_log_added', 'INSERT', 'NEW'],
      ['hakim_log_removed', 'DELETE', 'OLD'],
    ])
      await runner.query(`
        CREATE TRIGGER ${name} AFTER ${event} ON alert_groups FOR EACH ROW WHEN (${row}.acknowledged_at IS NOT NULL)
        EXECUTE FUNCTION hakim_log_alerts()`)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['hakim_log_alerts', 'hakim_log_added', 'hakim_log_removed'])
      await runner.query(`DROP TRIGGER ${name} ON alert_groups`)
    for (const table of ['alert_rules', 'alert_silences'])
      await runner.query(`DROP TRIGGER hakim_log_alerts ON ${table}`)
    await runner.query(`DROP FUNCTION hakim_log_alerts()`)
    await runner.query(`ALTER TABLE notices DROP COLUMN shared`)
  }
}
