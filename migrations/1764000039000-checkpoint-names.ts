import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Checkpoints of the log were called seals. Only names change; the rows stay where they are. */
export class CheckpointNames1764000039000 implements MigrationInterface {
  name = 'CheckpointNames1764000039000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE audit_seals RENAME TO audit_checkpoints`)
    await runner.query(`ALTER TABLE audit_checkpoints RENAME seal_no TO checkpoint_no`)
    await runner.query(`ALTER TABLE audit_checkpoints RENAME sealed_at TO created_at`)
    await runner.query(`ALTER INDEX idx_audit_seals_last RENAME TO idx_audit_checkpoints_last`)
    await renameConstraints(runner, 'audit_checkpoints', [
      ['audit_seals', 'audit_checkpoints'],
      ['seal_no', 'checkpoint_no'],
      ['sealed_at', 'created_at'],
    ])
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE audit_checkpoints RENAME TO audit_seals`)
    await runner.query(`ALTER TABLE audit_seals RENAME checkpoint_no TO seal_no`)
    await runner.query(`ALTER TABLE audit_seals RENAME created_at TO sealed_at`)
    await runner.query(`ALTER INDEX idx_audit_checkpoints_last RENAME TO idx_audit_seals_last`)
    await renameConstraints(runner, 'audit_seals', [
      ['audit_checkpoints', 'audit_seals'],
      ['checkpoint_no', 'seal_no'],
      ['created_at', 'sealed_at'],
    ])
  }
}

/** From version 18 on, PostgreSQL names NOT NULL as well. */
async function renameConstraints(
  runner: QueryRunner,
  table: string,
  words: readonly [from: string, to: string][],
): Promise<void> {
  const named: { name: string }[] = await runner.query(
    `SELECT conname AS name FROM pg_constraint WHERE conrelid = $1::regclass`,
    [table],
  )
  for (const { name } of named) {
    const now = words.reduce((text, [from, to]) => text.replace(from, to), name)
    if (now !== name) await runner.query(`ALTER TABLE ${table} RENAME CONSTRAINT ${name} TO ${now}`)
  }
}
