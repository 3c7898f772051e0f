import type { MigrationInterface } from 'typeorm'

/**
 * From here on the log says of each signed statement that it counted (docs/decisions/0055-events-follow-one-another.md).
 * `hakim_log_statements` writes which had counted before, and `hakim_index_again` mends the index of job ids that came again; no table
 * changes.
 */
export class LoggedStatements1764000049000 implements MigrationInterface {
  name = 'LoggedStatements1764000049000'

  async up(): Promise<void> {}

  async down(): Promise<void> {}
}
