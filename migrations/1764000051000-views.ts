import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What people keep of the pages they look at, and links for a wall (docs/decisions/0067-views.md). */
export class Views1764000051000 implements MigrationInterface {
  name = 'Views1764000051000'

  async up(runner: QueryRunner): Promise<void> {
    // `query`: what the page's own parser made of its address.
    await runner.query(`
      CREATE TABLE saved_views (
        view_id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
        person_id TEXT NOT NULL REFERENCES people ON DELETE CASCADE,
        name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
        page TEXT NOT NULL CHECK (page IN ('fleet', 'map', 'board', 'compare')),
        query TEXT NOT NULL CHECK (length(query) <= 8000),
        shared BOOLEAN NOT NULL DEFAULT false,
        created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        UNIQUE (person_id, name))`)
    await runner.query(`CREATE INDEX idx_saved_views_shared ON saved_views (name) WHERE shared`)
    await runner.query(`
      CREATE TABLE pinned_nodes (
        person_id TEXT NOT NULL REFERENCES people ON DELETE CASCADE,
        node_did VARCHAR(255) NOT NULL REFERENCES nodes ON DELETE CASCADE,
        pinned_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        PRIMARY KEY (person_id, node_did))`)
    // `embed`: the origins whose pages may frame it. Whoever has the token sees what `created_by` sees.
    await runner.query(`
      CREATE TABLE wall_links (
        link_id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
        token_hash BYTEA NOT NULL UNIQUE,
        name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
        page TEXT NOT NULL CHECK (page IN ('fleet', 'map')),
        query TEXT NOT NULL CHECK (length(query) <= 8000),
        embed TEXT[] NOT NULL DEFAULT '{}' CHECK (cardinality(embed) <= 10),
        created_by TEXT NOT NULL REFERENCES people ON DELETE CASCADE,
        created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        expires_at TIMESTAMPTZ,
        revoked_at TIMESTAMPTZ,
        last_used_at TIMESTAMPTZ)`)
    await runner.query(`
      CREATE TRIGGER hakim_log_rights AFTER INSERT OR DELETE
        OR UPDATE OF token_hash, name, page, query, embed, created_by, expires_at, revoked_at ON wall_links
      FOR EACH ROW EXECUTE FUNCTION hakim_log_rights()`)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['wall_links', 'pinned_nodes', 'saved_views'])
      await runner.query(`DROP TABLE ${table}`)
  }
}
