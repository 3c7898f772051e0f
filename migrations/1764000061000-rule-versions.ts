import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Approval rules are changed in place, and every version is kept (docs/decisions/0080-rules-are-edited.md). `hakim_note_rule` writes the first
 * version of the rules that there are once the functions have been applied.
 */
export class RuleVersions1764000061000 implements MigrationInterface {
  name = 'RuleVersions1764000061000'

  async up(runner: QueryRunner): Promise<void> {
    // `facts`: the whole rule, with the votes of groups. `change_id`: what the owners were asked about first.
    await runner.query(`
      CREATE TABLE rule_versions (
        rule_id UUID NOT NULL REFERENCES approval_rules (rule_id) ON DELETE CASCADE,
        version INTEGER NOT NULL CHECK (version > 0),
        facts JSONB NOT NULL,
        reason TEXT,
        changed_by TEXT REFERENCES people (id) ON DELETE SET NULL,
        changed_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
        change_id UUID REFERENCES consent_changes (change_id) ON DELETE SET NULL,
        PRIMARY KEY (rule_id, version)
      )`)
    await runner.query(`
      CREATE TRIGGER hakim_log_rights AFTER INSERT OR UPDATE OR DELETE ON rule_versions
      FOR EACH ROW EXECUTE FUNCTION hakim_log_rights()`)
    await runner.query(`ALTER TABLE consent_changes DROP CONSTRAINT consent_changes_kind_check`)
    await runner.query(`
      ALTER TABLE consent_changes ADD CONSTRAINT consent_changes_kind_check
      CHECK (kind IN ('add_owner', 'remove_owner', 'restrict', 'label', 'remove_rule', 'change_rule'))`)
    await runner.query(`ALTER TABLE consent_changes DROP CONSTRAINT consent_changes_check`)
    await runner.query(`
      ALTER TABLE consent_changes ADD CONSTRAINT consent_changes_check
      CHECK ((node_did IS NULL) = (kind IN ('remove_rule', 'change_rule')))`)
    // Its file fills it in, in this transaction.
    await runner.query(
      `CREATE OR REPLACE FUNCTION hakim_rule_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$`,
    )
    // At the end, when the votes of its groups are there too, whoever writes.
    for (const table of ['approval_rules', 'rule_seats'])
      await runner.query(`
        CREATE CONSTRAINT TRIGGER hakim_rule_changed AFTER INSERT OR UPDATE OR DELETE ON ${table}
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hakim_rule_changed()`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION hakim_rule_changed() CASCADE`)
    await runner.query(`DROP TABLE rule_versions`)
    await runner.query(`DELETE FROM consent_changes WHERE kind = 'change_rule'`)
    await runner.query(`ALTER TABLE consent_changes DROP CONSTRAINT consent_changes_kind_check`)
    await runner.query(`
      ALTER TABLE consent_changes ADD CONSTRAINT consent_changes_kind_check
      CHECK (kind IN ('add_owner', 'remove_owner', 'restrict', 'label', 'remove_rule'))`)
    await runner.query(`ALTER TABLE consent_changes DROP CONSTRAINT consent_changes_check`)
    await runner.query(`
      ALTER TABLE consent_changes ADD CONSTRAINT consent_changes_check CHECK ((node_did IS NULL) = (kind = 'remove_rule'))`)
  }
}
