import { withClient } from './cluster'
import { withoutIndexes } from './given-schema'

/** What few jobs and nodes have, for what looks for it: one job of so many, and one node of ten. */
export const rare = { text: 'quokka', risk: 'high', label: 'site:harbour' } as const
export const rareEvery = 5_000

/** How many of a thousand jobs have ended otherwise than Completed; none is open. */
const rest = { Failed: 20, Rejected: 5, Cancelled: 4, Expired: 1 }

/** A node's DID from its number, in SQL. */
const didSql = (number: string): string => `'did:hakim:bench:' || lpad((${number})::text, 5, '0')`

/** Each node has equally many jobs, never adjacent, with a history of three entries: about 480 bytes per row. */
const finishedJobs = (jobs: number, nodes: number): string => `
  INSERT INTO maintenance_jobs (job_id, target_node_did, requester_did, task_name, params, status, status_history,
                                created_at, completed_at)
  SELECT md5('job ' || n)::uuid, ${didSql(`(n::bigint * 7919) % ${nodes}`)}, 'did:hakim:bench:requester:' || n % 16,
         (ARRAY['restart_service', 'apply_software_update', 'clear_cache', 'run_backup'])[1 + n % 4],
         jsonb_build_object('service_name', 'service-' || n % 40)
           || CASE WHEN n % ${rareEvery} = 1 THEN '{"note": "a ${rare.text} sits on the cable"}' ELSE '{}'::jsonb END, status,
         jsonb_build_array(
           jsonb_build_object('status', 'PendingApproval', 'timestamp', at, 'message', 'Slow since the update'),
           jsonb_build_object('status', 'Approved', 'timestamp', at + interval '9 min', 'message', 'Seen'),
           jsonb_build_object('status', status, 'timestamp', at + interval '12 min', 'message', 'Done')),
         at, CASE WHEN status IN ('Completed', 'Failed') THEN at + interval '12 min' END
  FROM (SELECT n, now() - (${jobs} - n) * interval '30 s' - interval '1 day' AS at, CASE
          ${Object.entries(rest)
            .map(([status, count], index, all) => {
              const from = all.slice(0, index).reduce((sum, [, before]) => sum + before, 0)
              return `WHEN (n::bigint * 617) % 1000 >= ${from} AND (n::bigint * 617) % 1000 < ${from + count} THEN '${status}'`
            })
            .join('\n          ')}
          ELSE 'Completed' END AS status
        FROM generate_series(1, ${jobs}) n) jobs`

/** Fills maintenance_jobs and leaves it like a long-used table. */
export const loadJobs = (url: string, jobs: number, nodes: number): Promise<void> =>
  withClient(url, async (client) => {
    await withoutIndexes(client, 'maintenance_jobs', () => client.query(finishedJobs(jobs, nodes)))
    await client.query('VACUUM (ANALYZE) maintenance_jobs')
    await client.query('CHECKPOINT')
  })
