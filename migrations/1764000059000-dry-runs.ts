import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What a task would change, as its node found out before anybody approved it (docs/decisions/0079-dry-runs.md): part of the
 * approval document of its revision.
 */
export class DryRuns1764000059000 implements MigrationInterface {
  name = 'DryRuns1764000059000'

  async up(runner: QueryRunner): Promise<void> {
    // `dry_run`: the result as canonical JSON, whose digest the document names; until then it is waited for until `dry_run_until`.
    await runner.query(`
      ALTER TABLE approval_documents ADD COLUMN dry_run TEXT, ADD COLUMN dry_run_until TIMESTAMPTZ,
        ADD CHECK (dry_run IS NULL OR dry_run_until IS NOT NULL)`)
    await runner.query(
      `CREATE INDEX idx_approval_documents_dry_run ON approval_documents (dry_run_until) WHERE dry_run IS NULL AND dry_run_until IS NOT NULL`,
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE approval_documents DROP COLUMN dry_run, DROP COLUMN dry_run_until`)
  }
}
