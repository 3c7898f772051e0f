import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What people are told of, where and when, and the queue of messages (docs/decisions/0053-notices.md). */
export class Notices1764000040000 implements MigrationInterface {
  name = 'Notices1764000040000'

  async up(runner: QueryRunner): Promise<void> {
    // Without a person: shared, made by administrators. `encrypted`: where it sends to.
    await runner.query(`
      CREATE TABLE notice_channels (
        channel_id UUID PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('mail', 'browser', 'webhook', 'slack')),
        person_id TEXT REFERENCES people ON DELETE CASCADE,
        name TEXT NOT NULL,
        host TEXT,
        encrypted BYTEA,
        kinds TEXT[],
        least_severity TEXT NOT NULL CHECK (least_severity IN ('info', 'warning', 'critical')),
        nodes TEXT NOT NULL CHECK (nodes IN ('all', 'owned', 'label')),
        label TEXT,
        quiet JSONB,
        enabled BOOLEAN NOT NULL DEFAULT true,
        created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        lease UUID,
        leased_until TIMESTAMPTZ,
        CHECK ((kind IN ('mail', 'browser')) = (person_id IS NOT NULL)),
        CHECK ((kind IN ('webhook', 'slack')) = (num_nonnulls(host, encrypted) = 2)),
        CHECK (nodes <> 'owned' OR person_id IS NOT NULL),
        CHECK ((nodes = 'label') = (label IS NOT NULL)))`)
    await runner.query(
      `CREATE INDEX idx_notice_channels_person ON notice_channels (person_id) WHERE person_id IS NOT NULL`,
    )
    await runner.query(`
      CREATE TABLE notices (
        notice_id UUID PRIMARY KEY,
        kind TEXT NOT NULL,
        severity TEXT NOT NULL CHECK (severity IN ('info', 'warning', 'critical')),
        node_did VARCHAR(255),
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        path TEXT NOT NULL,
        group_key TEXT NOT NULL,
        at TIMESTAMPTZ NOT NULL DEFAULT now())`)
    await runner.query(`CREATE INDEX idx_notices_at ON notices (at)`)
    // One message. A row for each of its notices, with foreign keys, took ten times as long to write. `asked`: somebody waits for it now, so that neither quiet hours nor the pause of its group hold it up.
    await runner.query(`
      CREATE TABLE notice_deliveries (
        delivery_id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
        channel_id UUID NOT NULL REFERENCES notice_channels ON DELETE CASCADE,
        group_key TEXT NOT NULL,
        notices UUID[] NOT NULL DEFAULT '{}',
        state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed')),
        asked BOOLEAN NOT NULL DEFAULT false,
        attempts INTEGER NOT NULL DEFAULT 0,
        next_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        give_up_at TIMESTAMPTZ,
        answer TEXT,
        created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        ended_at TIMESTAMPTZ,
        CHECK ((state = 'waiting') = (ended_at IS NULL)))`)
    // Until the first attempt, later notices of its group join it.
    await runner.query(`
      CREATE UNIQUE INDEX idx_notice_deliveries_open ON notice_deliveries (channel_id, group_key)
      WHERE state = 'waiting' AND attempts = 0`)
    await runner.query(`
      CREATE INDEX idx_notice_deliveries_waiting ON notice_deliveries (channel_id, next_at) WHERE state = 'waiting'`)
    await runner.query(
      `CREATE INDEX idx_notice_deliveries_group ON notice_deliveries (channel_id, group_key, ended_at)`,
    )
    await runner.query(
      `CREATE INDEX idx_notice_deliveries_list ON notice_deliveries (channel_id, created_at DESC, delivery_id DESC)`,
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['notice_deliveries', 'notices', 'notice_channels'])
      await runner.query(`DROP TABLE ${table}`)
  }
}
