import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Which reports an insert added to the buckets that it marks; null: something else was done to them, or it added very many. With
 * them, a bucket that has many reports need not be read again as a whole (docs/decisions/0085-crowded-buckets.md).
 */
export class AddedReports1764000066000 implements MigrationInterface {
  name = 'AddedReports1764000066000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE roll_up_marks ADD COLUMN added UUID[]`)
    // Random ids cannot be compressed, and how many there are is told by the size.
    await runner.query(`ALTER TABLE roll_up_marks ALTER COLUMN added SET STORAGE EXTERNAL`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE roll_up_marks DROP COLUMN added`)
  }
}
