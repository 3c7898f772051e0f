import type { PersonViewer } from '@/lib/kernel/role'
import { withClient } from './cluster'
import { rare, rareEvery } from './job-load'

const event = (kind: string, facts: string): string =>
  `(jsonb_build_object('at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'kind', '${kind}') || ${facts})::text`
const moved = (from: string, to: string): string =>
  event('status', `jsonb_build_object('from', '${from}', 'to', ${to}, 'revision', 1)`)

/**
 * Gives the newest `count` jobs everything that a job collects in Hakim: its document with a dry run, an approval, the events of
 * the log, a verdict, a comment and somebody who follows it.
 */
export async function fillLives(url: string, { id, did }: PersonViewer, count: number): Promise<void> {
  const mode = (role: 'replica' | 'origin') => `SET LOCAL session_replication_role = ${role}`
  const steps = [
    `CREATE TEMPORARY TABLE lived AS
     SELECT *, coalesce(created_at, now()) AS at, uuid_generate_v4() AS vote_id FROM maintenance_jobs
     WHERE status IN ('Completed', 'Failed') ORDER BY created_at DESC LIMIT ${count}`,
    'CREATE UNIQUE INDEX ON lived (job_id)',
    mode('replica'),
    `UPDATE maintenance_jobs j SET status = 'PendingApproval' FROM lived l WHERE l.job_id = j.job_id`,
    mode('origin'),
    'INSERT INTO approval_documents (job_id) SELECT job_id FROM lived',
    'SET CONSTRAINTS ALL IMMEDIATE',
    mode('replica'),
    'UPDATE maintenance_jobs j SET status = l.status FROM lived l WHERE l.job_id = j.job_id',
    `UPDATE approval_documents a SET dry_run = '{"exit_code":0,"output":"2 units would restart"}', dry_run_until = at
     FROM lived l WHERE l.job_id = a.job_id`,
    `INSERT INTO job_votes (vote_id, job_id, revision, person_id, decision, approval_hash, decided_at)
     SELECT vote_id, job_id, 1, '${id}', 'approve', digest, at FROM lived JOIN approval_documents USING (job_id)`,
    `INSERT INTO job_verdicts (job_id, ended_at, look_at, verdict, settled_at, evidence)
     SELECT job_id, at, NULL, 'fixed', at, '{"why": "well_since"}' FROM lived
     ON CONFLICT (job_id) DO UPDATE SET look_at = NULL, verdict = EXCLUDED.verdict, settled_at = EXCLUDED.settled_at,
       evidence = EXCLUDED.evidence`,
    `INSERT INTO job_comments (job_id, person_id, revision, text, mentions, asks)
     SELECT job_id, '${id}', 1, 'The disk was replaced in March.', '{}', false FROM lived`,
    `INSERT INTO job_follows (job_id, person_id) SELECT job_id, '${id}' FROM lived`,
    mode('origin'),
    `INSERT INTO job_events (stream, body)
     SELECT 'job:' || job_id, body FROM lived CROSS JOIN LATERAL (VALUES
       (1, ${event(
         'requested',
         `jsonb_build_object('target_node_did', target_node_did, 'requester_did', requester_did, 'task_name', task_name,
            'params_sha256', encode(sha256(convert_to(params::text, 'UTF8')), 'hex'))`,
       )}),
       (2, ${event('vote', `jsonb_build_object('vote_id', vote_id, 'decision', 'approve', 'revision', 1, 'person_did', '${did}')`)}),
       (3, ${moved('PendingApproval', `'Approved'`)}),
       (4, ${moved('Approved', `'Running'`)}),
       (5, ${moved('Running', 'status')})) e (n, body)
     ORDER BY at, job_id, n`,
  ]
  await withClient(url, async (client) => {
    await client.query('BEGIN')
    for (const step of steps) await client.query(step)
    await client.query('COMMIT')
  })
}

/** Few jobs, anywhere in the list, have the rare risk; a tenth of the nodes have the rare label, another tenth this owner. */
export const fillRare = (url: string, owner: PersonViewer): Promise<void> =>
  withClient(url, async (client) => {
    const [key, value] = rare.label.split(':')
    await client.query(
      `UPDATE job_details SET risk = '${rare.risk}' WHERE job_id IN (
         SELECT md5('job ' || n)::uuid FROM generate_series(1, (SELECT count(*) FROM maintenance_jobs), ${rareEvery}) n)`,
    )
    await client.query(
      `UPDATE nodes SET labels = jsonb_build_object('${key}', '${value}') WHERE node_did LIKE '%7'`,
    )
    await client.query(
      `INSERT INTO node_owners (node_did, person_id) SELECT node_did, $1 FROM nodes WHERE node_did LIKE '%9'`,
      [owner.id],
    )
  })
