import type { MigrationInterface, QueryRunner } from 'typeorm'

const deciders = (more: { owner: string; delegate: string }) => `
  CREATE OR REPLACE VIEW node_deciders AS
    SELECT o.node_did, o.person_id, 'owner' AS standing, o.counts_from${more.owner}
    FROM node_owners o JOIN people p ON p.id = o.person_id WHERE p.disabled_at IS NULL
    UNION ALL
    SELECT d.node_did, d.delegate_id, 'delegate', w.counts_from${more.delegate}
    FROM delegations d JOIN node_owners w ON w.node_did = d.node_did AND w.person_id = d.owner_id
    JOIN people o ON o.id = d.owner_id JOIN people p ON p.id = d.delegate_id
    WHERE d.revoked_at IS NULL AND clock_timestamp() >= d.valid_from AND clock_timestamp() < d.valid_until
      AND o.disabled_at IS NULL AND p.disabled_at IS NULL`

/** For whom each decider decides: what the requester of a job delegates does not count for it (docs/decisions/0049-approvals-that-count.md). */
export class RequestersDelegates1764000037000 implements MigrationInterface {
  name = 'RequestersDelegates1764000037000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(deciders({ owner: ', o.person_id AS owner_id', delegate: ', d.owner_id' }))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP VIEW node_deciders`)
    await runner.query(deciders({ owner: '', delegate: '' }))
  }
}
