import type { EntityManager } from 'typeorm'
import type { Person } from '@/lib/campaigns/domain/campaign-page'
import { Parameters } from '@/lib/db/connection/parameters'
import { visibleSql } from '@/lib/fleet/db/visibility'
import { stands } from '@/lib/jobs/db/votes'
import type { PersonViewer } from '@/lib/kernel/role'

/** Fewer hours between two reminders would be a nuisance. */
export const hoursBetween = 6

/** `people`: those who were reminded, by DID. */
export type ReminderRow = { at: Date; by_name: string | null; people: string[]; next_at: Date }

export async function readLastReminder(db: EntityManager, id: string): Promise<ReminderRow | null> {
  const [row] = await db.query<ReminderRow[]>(
    `SELECT r.reminded_at AS at, p.name AS by_name, r.reminded_at + make_interval(hours => $2) AS next_at,
            (SELECT coalesce(array_agg(o.did), '{}') FROM people o WHERE o.id = ANY (r.people)) AS people
     FROM campaign_reminders r LEFT JOIN people p ON p.id = r.reminded_by
     WHERE r.campaign_id = $1 ORDER BY r.reminded_at DESC LIMIT 1`,
    [id, hoursBetween],
  )
  return row ?? null
}

export type Asked = Person & { person_id: string; jobs: number }

/** Those who can decide on pending jobs of a campaign that wait for no dry run, and have not, with how many jobs; of nodes that both they and the viewer may see. */
export function readAsked(db: EntityManager, viewer: PersonViewer, id: string): Promise<Asked[]> {
  const parameters = new Parameters()
  const { add } = parameters
  return db.query(
    `SELECT p.id AS person_id, p.did, p.name, count(*)::int AS jobs
     FROM campaign_jobs m JOIN maintenance_jobs j USING (job_id) JOIN job_details d USING (job_id) CROSS JOIN people p
     WHERE m.campaign_id = ${add(id)} AND ${visibleSql('j.target_node_did', viewer, parameters)} AND j.status = 'PendingApproval' AND coalesce(d.due_at > now(), true)
       AND p.role IN ('approver', 'admin') AND p.disabled_at IS NULL AND p.did <> j.requester_did
       AND p.id IS DISTINCT FROM d.requester_id
       AND (p.id IN (SELECT person_id FROM node_deciders WHERE node_did = j.target_node_did)
            OR p.id IN (SELECT person_id FROM group_members))
       AND hakim_may_see(j.target_node_did, p.id) AND hakim_standing(j.job_id, p.id) IS NOT NULL
       AND NOT EXISTS (SELECT FROM job_votes v WHERE v.job_id = j.job_id AND v.revision = d.revision
                         AND v.person_id = p.id AND v.withdrawn_at IS NULL AND ${stands})
       AND NOT EXISTS (SELECT FROM job_comments q WHERE q.job_id = j.job_id AND q.asks AND q.answered_at IS NULL
                         AND q.revision = d.revision AND q.person_id = p.id)
       AND NOT EXISTS (SELECT FROM approval_documents a WHERE a.job_id = j.job_id AND a.revision = d.revision
                         AND a.dry_run IS NULL AND a.dry_run_until > now())
     GROUP BY p.id ORDER BY p.name, p.did`,
    parameters.values,
  )
}

/** Notes a reminder, unless there was one within the hours before; two at once take turns. */
export async function noteReminder(
  tx: EntityManager,
  id: string,
  personId: string,
  people: readonly string[],
): Promise<boolean> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('campaign ' || $1, 0))`, [id])
  const rows = await tx.query<unknown[]>(
    `INSERT INTO campaign_reminders (campaign_id, reminded_at, reminded_by, people)
     SELECT $1, clock_timestamp(), $2, $3 WHERE NOT EXISTS (
       SELECT FROM campaign_reminders r
       WHERE r.campaign_id = $1 AND r.reminded_at > clock_timestamp() - make_interval(hours => $4))
     RETURNING 1`,
    [id, personId, people, hoursBetween],
  )
  return rows.length > 0
}
