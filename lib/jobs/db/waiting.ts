import type { EntityManager } from 'typeorm'
import { Parameters } from '@/lib/db/connection/parameters'
import { sqlStatuses } from '@/lib/kernel/job-status'
import { hasRole, type PersonViewer } from '@/lib/kernel/role'
import { stands } from './votes'

/**
 * The SQL condition that the job `j` with its details `d` waits for this person's vote. A test checks that it agrees
 * with `waitsFor`. What is asked
 * for each job is asked only for people who are in a group, are delegates or became owners later.
 */
export function waitingSql(person: PersonViewer, { add }: Parameters): string {
  if (!hasRole(person.role, 'approver')) return 'false'
  const id = add(person.id)
  return `(j.status IN ${sqlStatuses('decidable')} AND j.requester_did <> ${add(person.did)}
    AND d.requester_id IS DISTINCT FROM ${id} AND NOT coalesce(least(d.expires_at, d.window_end) <= now(), false)
    AND (j.target_node_did IN (SELECT node_did FROM node_deciders WHERE person_id = ${id} AND counts_from IS NULL AND standing = 'owner')
         OR (EXISTS (SELECT FROM group_members m WHERE m.person_id = ${id})
             OR j.target_node_did IN (SELECT node_did FROM node_deciders WHERE person_id = ${id}))
            AND hakim_standing(j.job_id, ${id}) IS NOT NULL)
    AND NOT EXISTS (SELECT FROM job_votes v WHERE v.job_id = j.job_id AND v.revision = d.revision
                      AND v.person_id = ${id} AND v.withdrawn_at IS NULL AND ${stands}))`
}

/** How many pending jobs this person can decide on now. */
export async function countWaiting(db: EntityManager, person: PersonViewer): Promise<number> {
  const parameters = new Parameters()
  const [row] = await db.query<{ waiting: number }[]>(
    `SELECT count(*)::int AS waiting FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id)
     WHERE ${waitingSql(person, parameters)}`,
    parameters.values,
  )
  return row?.waiting ?? 0
}
