import type { EntityManager } from 'typeorm'

/** An event that somebody is to be told of. People by id; `owners`: of its node, `approvers`: all who can approve anything. */
export type UntoldRights = {
  body: string
  node: string | null
  actor: string | null
  owners: string[]
  approvers: string[]
}

/** Takes the oldest changes of owners and rules that nobody was told of, and removes them; those of sample nodes are only removed. */
export const takeUntoldRights = (tx: EntityManager, limit: number): Promise<UntoldRights[]> =>
  tx.query(
    `WITH taken AS (
       DELETE FROM untold_events WHERE event_id IN (
         SELECT u.event_id FROM untold_events u JOIN job_events e USING (event_id) WHERE e.stream = 'rights'
         ORDER BY u.event_id LIMIT $1 FOR UPDATE OF u SKIP LOCKED)
       RETURNING event_id)
     SELECT e.body, a.node_did AS node,
            (SELECT id FROM people WHERE did = e.body::jsonb ->> 'actor_did') AS actor,
            ARRAY (SELECT person_id FROM node_owners o WHERE o.node_did = a.node_did) AS owners,
            ARRAY (SELECT id FROM people WHERE role IN ('approver', 'admin') AND disabled_at IS NULL) AS approvers
     FROM taken JOIN job_events e USING (event_id) JOIN audit_entries a USING (event_id)
     LEFT JOIN nodes n ON n.node_did = a.node_did WHERE n.is_sample IS NOT TRUE
     ORDER BY e.event_id`,
    [limit],
  )
