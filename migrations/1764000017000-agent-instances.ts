import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Which running agent gets the jobs of a node, and which other one uses the node's token as well
 * (lib/fleet/db/agent-instances.ts).
 */
export class AgentInstances1764000017000 implements MigrationInterface {
  name = 'AgentInstances1764000017000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE agent_instances (
        node_did VARCHAR(255) PRIMARY KEY,
        instance TEXT NOT NULL,
        host TEXT NOT NULL,
        seen_at TIMESTAMPTZ NOT NULL,
        other_instance TEXT,
        other_host TEXT,
        other_since TIMESTAMPTZ,
        other_seen_at TIMESTAMPTZ
      )`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE agent_instances`)
  }
}
