import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What people and programs note on charts, such as a deployment (docs/annotations.md). */
export class Annotations1764000046000 implements MigrationInterface {
  name = 'Annotations1764000046000'

  async up(runner: QueryRunner): Promise<void> {
    // About one node, all nodes with a label, or without either all nodes. `text`: plain text.
    await runner.query(`
      CREATE TABLE annotations (
        annotation_id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
        node_did VARCHAR(255) REFERENCES nodes ON DELETE CASCADE,
        label TEXT CHECK (label ~ ':'),
        at TIMESTAMPTZ NOT NULL,
        until TIMESTAMPTZ CHECK (until >= at),
        text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 500),
        person_id TEXT REFERENCES people ON DELETE SET NULL,
        created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        CHECK (num_nonnulls(node_did, label) < 2))`)
    await runner.query(`CREATE INDEX idx_annotations_at ON annotations (at)`)
    await runner.query(`CREATE INDEX idx_annotations_node ON annotations (node_did, at)`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE annotations`)
  }
}
