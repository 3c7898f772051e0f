import type { MigrationInterface, QueryRunner } from 'typeorm'

/** For a server whose role owns nothing: who acts has to be proven (docs/decisions/0046-two-database-roles.md). */
export class TwoRoles1764000035000 implements MigrationInterface {
  name = 'TwoRoles1764000035000'

  async up(runner: QueryRunner): Promise<void> {
    // Only the owner reads it. Three UUIDs hold 366 random bits.
    await runner.query(`
      CREATE TABLE actor_secrets (only_row BOOLEAN PRIMARY KEY DEFAULT true CHECK (only_row), secret BYTEA NOT NULL)`)
    await runner.query(`
      INSERT INTO actor_secrets (secret) SELECT sha256(
        uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))`)
    // Providers that may add people and give them roles; the owner writes them.
    await runner.query(`CREATE TABLE role_providers (issuer TEXT PRIMARY KEY)`)
    await runner.query(`DROP FUNCTION IF EXISTS hakim_claim(UUID, XID, TEXT, JSONB, BYTEA, INTEGER)`)
    // Its file fills it in, in this transaction.
    await runner.query(
      `CREATE FUNCTION hakim_actor_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$`,
    )
    const guard = (event: string, table: string, who = '') =>
      runner.query(`CREATE TRIGGER hakim_actor_guard BEFORE ${event} ON ${table}
                    FOR EACH STATEMENT EXECUTE FUNCTION hakim_actor_guard(${who})`)
    const every = 'INSERT OR UPDATE OR DELETE'
    for (const table of ['node_owners', 'delegations', 'node_windows']) await guard(every, table)
    for (const table of ['approver_groups', 'group_members', 'approval_rules', 'rule_seats'])
      await guard(every, table, `'admin'`)
    await guard('UPDATE OF restricted, labels, retired_at, service_by, service_reason', 'nodes')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION hakim_actor_guard() CASCADE`)
    await runner.query(`DROP TABLE role_providers`)
    await runner.query(`DROP TABLE actor_secrets`)
  }
}
