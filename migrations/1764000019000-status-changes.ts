import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The last eight changes of a node's status, by which the fleet's list knows a node that flaps. */
export class StatusChanges1764000019000 implements MigrationInterface {
  name = 'StatusChanges1764000019000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE node_latest
        ADD COLUMN changed_at TIMESTAMPTZ[] NOT NULL DEFAULT '{}',
        ADD COLUMN changed_to TEXT[] NOT NULL DEFAULT '{}'`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE node_latest DROP COLUMN changed_at, DROP COLUMN changed_to`)
  }
}
