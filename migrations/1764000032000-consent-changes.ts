import type { MigrationInterface, QueryRunner } from 'typeorm'

const deciders = `
  CREATE OR REPLACE VIEW node_deciders AS
    SELECT o.node_did, o.person_id, 'owner' AS standing, o.counts_from
    FROM node_owners o JOIN people p ON p.id = o.person_id WHERE p.disabled_at IS NULL
    UNION ALL
    SELECT d.node_did, d.delegate_id, 'delegate', w.counts_from
    FROM delegations d JOIN node_owners w ON w.node_did = d.node_did AND w.person_id = d.owner_id
    JOIN people o ON o.id = d.owner_id JOIN people p ON p.id = d.delegate_id
    WHERE d.revoked_at IS NULL AND clock_timestamp() >= d.valid_from AND clock_timestamp() < d.valid_until
      AND o.disabled_at IS NULL AND p.disabled_at IS NULL`

const formerDeciders = `
  CREATE VIEW node_deciders AS
    SELECT o.node_did, o.person_id, 'owner' AS standing
    FROM node_owners o JOIN people p ON p.id = o.person_id WHERE p.disabled_at IS NULL
    UNION ALL
    SELECT d.node_did, d.delegate_id, 'delegate'
    FROM delegations d JOIN people o ON o.id = d.owner_id JOIN people p ON p.id = d.delegate_id
    WHERE d.revoked_at IS NULL AND clock_timestamp() >= d.valid_from AND clock_timestamp() < d.valid_until
      AND o.disabled_at IS NULL AND p.disabled_at IS NULL`

/** Each guard and what it watches. */
const guards = [
  ['hakim_change_guard', 'INSERT OR UPDATE OR DELETE ON consent_changes'],
  ['hakim_owner_guard', 'INSERT OR UPDATE OR DELETE ON node_owners'],
  ['hakim_rule_guard', 'UPDATE OR DELETE ON approval_rules'],
  ['hakim_rule_guard', 'UPDATE OR DELETE ON rule_seats'],
  ['hakim_node_guard', 'UPDATE OF restricted, labels, owned_since ON nodes'],
] as const

/** What changes who decides on a node that has owners, and waits for them (docs/decisions/0044-owners-are-owners.md). */
export class ConsentChanges1764000032000 implements MigrationInterface {
  name = 'ConsentChanges1764000032000'

  async up(runner: QueryRunner): Promise<void> {
    // Since when the node has had an owner, whoever that was, noted at the next change of them; and from which requests on
    // somebody counts, null: all.
    await runner.query(`ALTER TABLE nodes ADD COLUMN owned_since TIMESTAMPTZ`)
    await runner.query(`ALTER TABLE node_owners ADD COLUMN counts_from TIMESTAMPTZ`)
    await runner.query(deciders)
    await runner.query(`
      CREATE TABLE consent_changes (
        change_id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
        kind TEXT NOT NULL CHECK (kind IN ('add_owner', 'remove_owner', 'restrict', 'label', 'remove_rule')),
        node_did VARCHAR(255) REFERENCES nodes (node_did) ON DELETE CASCADE,
        what JSONB NOT NULL,
        reason TEXT,
        asked_by TEXT REFERENCES people (id),
        asked_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        due_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        document TEXT NOT NULL DEFAULT '',
        digest TEXT NOT NULL DEFAULT '',
        state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'agreed', 'refused', 'withdrawn', 'done')),
        decided_by TEXT REFERENCES people (id),
        decided_at TIMESTAMPTZ,
        key_id UUID REFERENCES consent_keys,
        signed JSONB,
        done_at TIMESTAMPTZ,
        CHECK ((node_did IS NULL) = (kind = 'remove_rule')),
        CHECK ((key_id IS NULL) = (signed IS NULL))
      )`)
    await runner.query(`
      CREATE UNIQUE INDEX idx_consent_changes_open ON consent_changes (kind, coalesce(node_did, ''), what)
      WHERE state IN ('waiting', 'agreed')`)
    await runner.query(`CREATE INDEX idx_consent_changes_node ON consent_changes (node_did, asked_at)`)
    await runner.query(`
      CREATE TRIGGER hakim_log_rights AFTER INSERT OR DELETE OR UPDATE ON consent_changes
      FOR EACH ROW EXECUTE FUNCTION hakim_log_rights()`)
    // Their files fill them in, in this transaction.
    for (const name of new Set(guards.map(([guard]) => guard)))
      await runner.query(
        `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$`,
      )
    for (const [name, events] of guards)
      await runner.query(`CREATE TRIGGER ${name} BEFORE ${events} FOR EACH ROW EXECUTE FUNCTION ${name}()`)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name, events] of guards)
      await runner.query(`DROP TRIGGER ${name} ON ${events.split(' ON ')[1]}`)
    for (const name of new Set(guards.map(([guard]) => guard))) await runner.query(`DROP FUNCTION ${name}()`)
    await runner.query(`DROP TABLE consent_changes`)
    await runner.query(`DROP VIEW node_deciders`)
    await runner.query(formerDeciders)
    await runner.query(`ALTER TABLE node_owners DROP COLUMN counts_from`)
    await runner.query(`ALTER TABLE nodes DROP COLUMN owned_since`)
  }
}
