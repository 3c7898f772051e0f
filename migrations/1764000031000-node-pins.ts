import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Whose signatures a node says that it requires, as its agent announces it beside its tasks; null: nobody's, or unknown. */
export class NodePins1764000031000 implements MigrationInterface {
  name = 'NodePins1764000031000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE nodes ADD COLUMN consent JSONB`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE nodes DROP COLUMN consent`)
  }
}
