import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * The names that each node's agent has used lately, of metrics and of its own statuses, as hashes: a node may have only so
 * many, or one token could fill the roll-ups (docs/decisions/0030-bounded-nodes.md). `seen_on` is renewed once a day.
 */
export class NodeNames1764000024000 implements MigrationInterface {
  name = 'NodeNames1764000024000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE node_names (
        node_did VARCHAR(255) NOT NULL,
        name_hash BYTEA NOT NULL,
        seen_on DATE NOT NULL DEFAULT current_date,
        PRIMARY KEY (node_did, name_hash)
      )`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE node_names`)
  }
}
