import type { MigrationInterface, QueryRunner } from 'typeorm'

const logged = (columns: string): string => `
  CREATE TRIGGER hakim_log_rights AFTER UPDATE OF ${columns} ON nodes
    FOR EACH ROW EXECUTE FUNCTION hakim_log_rights()`

/** Nodes that are out of service: their history stays, but they are counted and listed no more. */
export class RetiredNodes1764000023000 implements MigrationInterface {
  name = 'RetiredNodes1764000023000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE nodes
        ADD COLUMN retired_at TIMESTAMPTZ,
        ADD COLUMN service_by TEXT REFERENCES people (id) ON DELETE SET NULL,
        ADD COLUMN service_reason TEXT`)
    await runner.query(`
      COMMENT ON COLUMN nodes.service_reason IS 'Why it was retired, or restored; service_by did it'`)
    await runner.query(`CREATE INDEX idx_nodes_retired ON nodes (node_did) WHERE retired_at IS NOT NULL`)
    await runner.query(`DROP TRIGGER hakim_log_rights ON nodes`)
    await runner.query(logged('restricted, labels, retired_at, service_reason'))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER hakim_log_rights ON nodes`)
    await runner.query(logged('restricted, labels'))
    await runner.query(`
      ALTER TABLE nodes DROP COLUMN retired_at, DROP COLUMN service_by, DROP COLUMN service_reason`)
  }
}
