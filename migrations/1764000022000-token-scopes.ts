import type { MigrationInterface, QueryRunner } from 'typeorm'

const logged = (columns: string): string => `
  CREATE TRIGGER hakim_log_rights AFTER INSERT OR DELETE OR UPDATE OF ${columns} ON tokens
    FOR EACH ROW EXECUTE FUNCTION hakim_log_rights()`

const columns = 'revoked_at, expires_at, node_did, person_id, token_hash'

/** What a token is limited to, what its holder calls it, and which token it takes the place of. */
export class TokenScopes1764000022000 implements MigrationInterface {
  name = 'TokenScopes1764000022000'

  async up(runner: QueryRunner): Promise<void> {
    // Those that exist keep what they can do: a scope adds no right. No row is rewritten.
    await runner.query(`
      ALTER TABLE tokens
        ADD COLUMN name VARCHAR(100),
        ADD COLUMN scopes TEXT[] NOT NULL DEFAULT '{read,report,jobs,decide,admin}',
        ADD COLUMN replaces UUID`)
    await runner.query(`
      ALTER TABLE tokens
        ALTER COLUMN scopes DROP DEFAULT,
        ADD CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['read', 'report', 'jobs', 'decide', 'admin'])`)
    await runner.query(`CREATE INDEX idx_tokens_node ON tokens (node_did) WHERE node_did IS NOT NULL`)
    await runner.query(`CREATE INDEX idx_tokens_person ON tokens (person_id) WHERE person_id IS NOT NULL`)
    await runner.query(`DROP TRIGGER hakim_log_rights ON tokens`)
    await runner.query(logged(`scopes, ${columns}`))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER hakim_log_rights ON tokens`)
    await runner.query(`DROP INDEX idx_tokens_node, idx_tokens_person`)
    await runner.query(`ALTER TABLE tokens DROP COLUMN name, DROP COLUMN scopes, DROP COLUMN replaces`)
    await runner.query(logged(columns))
  }
}
