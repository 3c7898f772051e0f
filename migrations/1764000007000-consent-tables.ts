import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Who decides on which node, by which rules, and what they decided; the functions that count it follow (0008). */
export class ConsentTables1764000007000 implements MigrationInterface {
  name = 'ConsentTables1764000007000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE node_owners (
        node_did VARCHAR(255) NOT NULL REFERENCES nodes (node_did) ON DELETE CASCADE,
        person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        since TIMESTAMPTZ NOT NULL DEFAULT now(),
        PRIMARY KEY (node_did, person_id)
      )`)
    await runner.query(`CREATE INDEX idx_node_owners_person ON node_owners (person_id)`)
    await runner.query(`
      INSERT INTO node_owners (node_did, person_id) SELECT node_did, owner_id FROM nodes WHERE owner_id IS NOT NULL`)
    await runner.query(`ALTER TABLE nodes DROP COLUMN owner_id`)
    // Restricted: only owners, their delegates and admins know that the node exists.
    await runner.query(`ALTER TABLE nodes ADD COLUMN restricted BOOLEAN NOT NULL DEFAULT false`)
    await runner.query(`CREATE INDEX idx_nodes_restricted ON nodes (node_did) WHERE restricted`)
    // A delegation ends with the ownership of whoever gave it.
    await runner.query(`
      CREATE TABLE delegations (
        delegation_id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
        node_did VARCHAR(255) NOT NULL,
        owner_id TEXT NOT NULL,
        delegate_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        valid_from TIMESTAMPTZ NOT NULL DEFAULT now(),
        valid_until TIMESTAMPTZ NOT NULL,
        created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        revoked_at TIMESTAMPTZ,
        FOREIGN KEY (node_did, owner_id) REFERENCES node_owners (node_did, person_id) ON DELETE CASCADE,
        CHECK (valid_until > valid_from),
        CHECK (owner_id <> delegate_id)
      )`)
    await runner.query(`CREATE INDEX idx_delegations_node ON delegations (node_did, delegate_id)`)
    await runner.query(`CREATE INDEX idx_delegations_delegate ON delegations (delegate_id)`)
    await runner.query(`
      CREATE TABLE approver_groups (
        group_id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
        name VARCHAR(100) NOT NULL UNIQUE,
        created_at TIMESTAMPTZ NOT NULL DEFAULT now()
      )`)
    await runner.query(`
      CREATE TABLE group_members (
        group_id UUID NOT NULL REFERENCES approver_groups (group_id) ON DELETE CASCADE,
        person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        PRIMARY KEY (group_id, person_id)
      )`)
    await runner.query(`CREATE INDEX idx_group_members_person ON group_members (person_id)`)
    // What a rule does not name matches every job. An owner's or delegate's vote is needed in any case.
    await runner.query(`
      CREATE TABLE approval_rules (
        rule_id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
        name VARCHAR(100) NOT NULL UNIQUE,
        task_name VARCHAR(100),
        label_key VARCHAR(63),
        label_value VARCHAR(255),
        least_risk VARCHAR(10) CHECK (least_risk IN ('low', 'medium', 'high')),
        owners SMALLINT NOT NULL DEFAULT 1 CHECK (owners BETWEEN 1 AND 20),
        created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        CHECK (label_value IS NULL OR label_key IS NOT NULL)
      )`)
    // A group that a rule needs cannot be removed under it.
    await runner.query(`
      CREATE TABLE rule_seats (
        rule_id UUID NOT NULL REFERENCES approval_rules (rule_id) ON DELETE CASCADE,
        group_id UUID NOT NULL REFERENCES approver_groups (group_id),
        votes SMALLINT NOT NULL CHECK (votes BETWEEN 1 AND 20),
        PRIMARY KEY (rule_id, group_id)
      )`)
    await runner.query(`CREATE INDEX idx_rule_seats_group ON rule_seats (group_id)`)
    // Weekly windows; weekdays as in ISO 8601 (1 is Monday), minutes since midnight in the zone.
    await runner.query(`
      CREATE TABLE node_windows (
        window_id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
        node_did VARCHAR(255) NOT NULL REFERENCES nodes (node_did) ON DELETE CASCADE,
        name VARCHAR(100) NOT NULL,
        weekdays SMALLINT[] NOT NULL CHECK (cardinality(weekdays) > 0 AND weekdays <@ '{1,2,3,4,5,6,7}'),
        start_minute SMALLINT NOT NULL CHECK (start_minute BETWEEN 0 AND 1439),
        duration_minutes SMALLINT NOT NULL CHECK (duration_minutes BETWEEN 5 AND 1440),
        time_zone TEXT NOT NULL,
        created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        UNIQUE (node_did, name)
      )`)
    // due_at: when the clock ends the job, while it is pending or approved. running_node: one running job a node,
    // whatever ran before Hakim came.
    await runner.query(`
      ALTER TABLE job_details
        ADD COLUMN revision INTEGER NOT NULL DEFAULT 1,
        ADD COLUMN risk VARCHAR(10),
        ADD COLUMN window_start TIMESTAMPTZ,
        ADD COLUMN window_end TIMESTAMPTZ,
        ADD COLUMN time_zone TEXT,
        ADD COLUMN expires_at TIMESTAMPTZ,
        ADD COLUMN due_at TIMESTAMPTZ,
        ADD COLUMN retry_of UUID,
        ADD COLUMN cancel_requested_at TIMESTAMPTZ,
        ADD COLUMN cancel_requested_by TEXT,
        ADD COLUMN cancel_reason TEXT,
        ADD COLUMN running_node VARCHAR(255),
        ADD CHECK (isfinite(expires_at) AND isfinite(window_start) AND isfinite(window_end)),
        ADD CHECK ((window_start IS NULL) = (window_end IS NULL)),
        ADD CHECK (window_end > window_start)`)
    await runner.query(`CREATE INDEX idx_job_details_due ON job_details (due_at) WHERE due_at IS NOT NULL`)
    await runner.query(
      `CREATE INDEX idx_job_details_retry ON job_details (retry_of) WHERE retry_of IS NOT NULL`,
    )
    await runner.query(`
      CREATE UNIQUE INDEX idx_job_details_running ON job_details (running_node) WHERE running_node IS NOT NULL`)
    await runner.query(`
      CREATE TABLE job_votes (
        vote_id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
        job_id UUID NOT NULL REFERENCES maintenance_jobs (job_id) ON DELETE CASCADE,
        revision INTEGER NOT NULL,
        person_id TEXT NOT NULL REFERENCES people (id),
        decision TEXT NOT NULL CHECK (decision IN ('approve', 'reject')),
        approval_hash TEXT NOT NULL,
        reason TEXT,
        decided_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        withdrawn_at TIMESTAMPTZ
      )`)
    await runner.query(`
      CREATE UNIQUE INDEX idx_job_votes_one ON job_votes (job_id, revision, person_id) WHERE withdrawn_at IS NULL`)
    await runner.query(`CREATE INDEX idx_job_votes_person ON job_votes (person_id)`)
    await runner.query(`
      CREATE TABLE break_glass (
        job_id UUID NOT NULL REFERENCES maintenance_jobs (job_id) ON DELETE CASCADE,
        revision INTEGER NOT NULL,
        person_id TEXT NOT NULL REFERENCES people (id),
        approval_hash TEXT NOT NULL,
        reason TEXT NOT NULL CHECK (char_length(trim(reason)) >= 20),
        broken_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        reviewed_by TEXT REFERENCES people (id),
        reviewed_at TIMESTAMPTZ,
        verdict TEXT CHECK (verdict IN ('justified', 'not_justified')),
        review TEXT,
        PRIMARY KEY (job_id, revision),
        CHECK ((reviewed_at IS NULL) = (verdict IS NULL) AND (reviewed_by IS NULL) = (verdict IS NULL))
      )`)
    await runner.query(`CREATE INDEX idx_break_glass_open ON break_glass (job_id) WHERE reviewed_at IS NULL`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE break_glass, job_votes, node_windows, rule_seats, approval_rules`)
    await runner.query(`DROP TABLE group_members, approver_groups, delegations`)
    await runner.query(`
      ALTER TABLE job_details DROP COLUMN revision, DROP COLUMN risk, DROP COLUMN window_start,
        DROP COLUMN window_end, DROP COLUMN time_zone, DROP COLUMN expires_at, DROP COLUMN due_at,
        DROP COLUMN retry_of, DROP COLUMN cancel_requested_at, DROP COLUMN cancel_requested_by,
        DROP COLUMN cancel_reason, DROP COLUMN running_node`)
    await runner.query(`ALTER TABLE nodes DROP COLUMN restricted`)
    await runner.query(`ALTER TABLE nodes ADD COLUMN owner_id TEXT REFERENCES people (id) ON DELETE SET NULL`)
    await runner.query(`CREATE INDEX idx_nodes_owner ON nodes (owner_id)`)
    await runner.query(`
      UPDATE nodes n SET owner_id = o.person_id
      FROM (SELECT DISTINCT ON (node_did) node_did, person_id FROM node_owners ORDER BY node_did, since) o
      WHERE o.node_did = n.node_did`)
    await runner.query(`DROP TABLE node_owners`)
  }
}
