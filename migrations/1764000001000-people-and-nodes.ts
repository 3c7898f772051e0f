import type { MigrationInterface, QueryRunner } from 'typeorm'

/** People (with the tables of better-auth), nodes and tokens, beside the given tables. */
export class PeopleAndNodes1764000001000 implements MigrationInterface {
  name = 'PeopleAndNodes1764000001000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE people (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        email TEXT NOT NULL UNIQUE,
        email_verified BOOLEAN NOT NULL DEFAULT false,
        image TEXT,
        did VARCHAR(255) NOT NULL UNIQUE,
        role TEXT NOT NULL DEFAULT 'operator' CHECK (role IN ('operator', 'approver', 'admin')),
        created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
      )`)
    await runner.query(`
      CREATE TABLE sessions (
        id TEXT PRIMARY KEY,
        person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        token TEXT NOT NULL UNIQUE,
        expires_at TIMESTAMPTZ NOT NULL,
        ip_address TEXT,
        user_agent TEXT,
        created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
      )`)
    await runner.query(`CREATE INDEX idx_sessions_person ON sessions (person_id)`)
    await runner.query(`
      CREATE TABLE accounts (
        id TEXT PRIMARY KEY,
        person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        account_id TEXT NOT NULL,
        provider_id TEXT NOT NULL,
        access_token TEXT,
        refresh_token TEXT,
        id_token TEXT,
        access_token_expires_at TIMESTAMPTZ,
        refresh_token_expires_at TIMESTAMPTZ,
        scope TEXT,
        password TEXT,
        created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
      )`)
    await runner.query(`CREATE INDEX idx_accounts_person ON accounts (person_id)`)
    await runner.query(`
      CREATE TABLE verifications (
        id TEXT PRIMARY KEY,
        identifier TEXT NOT NULL,
        value TEXT NOT NULL,
        expires_at TIMESTAMPTZ NOT NULL,
        created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
      )`)
    await runner.query(`CREATE INDEX idx_verifications_identifier ON verifications (identifier)`)
    await runner.query(`
      CREATE TABLE sign_in_failures (
        email TEXT PRIMARY KEY,
        failures INTEGER NOT NULL,
        last_failure_at TIMESTAMPTZ NOT NULL
      )`)
    await runner.query(`
      CREATE TABLE settings (
        key TEXT PRIMARY KEY,
        value JSONB NOT NULL,
        updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
      )`)
    await runner.query(`
      CREATE TABLE nodes (
        node_did VARCHAR(255) PRIMARY KEY,
        name VARCHAR(100),
        labels JSONB NOT NULL DEFAULT '{}',
        owner_id TEXT REFERENCES people (id) ON DELETE SET NULL,
        is_sample BOOLEAN NOT NULL DEFAULT false,
        tasks JSONB,
        tasks_announced_at TIMESTAMPTZ,
        created_at TIMESTAMPTZ NOT NULL DEFAULT now()
      )`)
    await runner.query(`CREATE INDEX idx_nodes_owner ON nodes (owner_id)`)
    await runner.query(`
      CREATE TABLE tokens (
        token_id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
        token_hash BYTEA NOT NULL UNIQUE,
        node_did VARCHAR(255) REFERENCES nodes (node_did) ON DELETE CASCADE,
        person_id TEXT REFERENCES people (id) ON DELETE CASCADE,
        created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        expires_at TIMESTAMPTZ,
        revoked_at TIMESTAMPTZ,
        last_used_at TIMESTAMPTZ,
        CHECK ((node_did IS NULL) <> (person_id IS NULL))
      )`)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'tokens',
      'nodes',
      'settings',
      'sign_in_failures',
      'verifications',
      'accounts',
      'sessions',
      'people',
    ])
      await runner.query(`DROP TABLE ${table}`)
  }
}
