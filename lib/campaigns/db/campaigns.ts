import type { EntityManager } from 'typeorm'
import type { CampaignRules, CampaignState } from '@/lib/campaigns/domain/campaign'
import type { ToldCampaign } from '@/lib/campaigns/domain/campaign-notice'
import { Parameters } from '@/lib/db/connection/parameters'
import type { MaintenanceJobRow } from '@/lib/db/entities/maintenance-job'
import { visibleSql } from '@/lib/fleet/db/visibility'
import { sqlStatuses } from '@/lib/kernel/job-status'
import type { JsonObject } from '@/lib/kernel/json/json'
import type { PersonViewer } from '@/lib/kernel/role'

export type NewCampaign = CampaignRules & {
  campaign_id: string
  name: string
  task_name: string
  params: JsonObject
  reason: string
  requester_id: string
  idempotency_key: string | null
}

/** Links jobs, requested in this transaction, in their order; the first wave begins. */
export async function startCampaign(
  tx: EntityManager,
  campaign: NewCampaign,
  jobs: readonly string[],
): Promise<void> {
  await tx.query(`SELECT hakim_start_campaign($1, $2)`, [JSON.stringify(campaign), jobs])
}

/** Whether it moved; not if it is in no state for that. */
export async function moveCampaign(
  tx: EntityManager,
  id: string,
  personId: string,
  to: CampaignState,
  reason: string | null,
): Promise<boolean> {
  const [row] = await tx.query<{ moved: boolean }[]>(`SELECT hakim_move_campaign($1, $2, $3, $4) AS moved`, [
    id,
    personId,
    to,
    reason,
  ])
  return row?.moved ?? false
}

/** What the clock did with it; null: there was nothing to do. */
export async function advanceCampaign(tx: EntityManager, id: string): Promise<string | null> {
  const [row] = await tx.query<{ done: string | null }[]>(`SELECT hakim_advance_campaign($1) AS done`, [id])
  return row?.done ?? null
}

export const readOpenIds = async (db: EntityManager): Promise<string[]> =>
  (
    await db.query<{ campaign_id: string }[]>(
      `SELECT campaign_id FROM campaigns WHERE ended_at IS NULL ORDER BY campaign_id`,
    )
  ).map(({ campaign_id }) => campaign_id)

/** Unclaimed jobs that can never start: of a cancelled campaign, or of a wave that is over. Locked, and others' locks skipped. */
export function lockSkipped(
  tx: EntityManager,
  limit: number,
): Promise<(MaintenanceJobRow & { cancelled: boolean })[]> {
  return tx.query(
    `SELECT j.*, c.state = 'cancelled' AS cancelled
     FROM campaigns c JOIN campaign_waves w USING (campaign_id) JOIN campaign_jobs m USING (campaign_id, wave)
     JOIN maintenance_jobs j USING (job_id)
     WHERE c.ended_at IS NULL AND (c.state = 'cancelled' OR w.ended_at IS NOT NULL) AND j.status IN ${sqlStatuses('unclaimed')}
     LIMIT $1 FOR UPDATE OF j SKIP LOCKED`,
    [limit],
  )
}

/** The campaign that this person began with this key. */
export async function findByKey(
  db: EntityManager,
  personId: string,
  key: string,
): Promise<{
  campaign_id: string
  name: string
  task_name: string
  params: JsonObject
  jobs: number
} | null> {
  const [row] = await db.query(
    `SELECT c.campaign_id, c.name, c.task_name, c.params,
            (SELECT count(*)::int FROM campaign_jobs m WHERE m.campaign_id = c.campaign_id) AS jobs
     FROM campaigns c WHERE c.requester_id = $1 AND c.idempotency_key = $2`,
    [personId, key],
  )
  return row ?? null
}

/** What its requester is told about it. */
export async function readCampaignNotice(db: EntityManager, id: string): Promise<ToldCampaign | null> {
  const [row] = await db.query(
    `SELECT campaign_id, name, state, state_reason, requester_id FROM campaigns WHERE campaign_id = $1`,
    [id],
  )
  return row ?? null
}

/** A campaign with how its jobs are: of nodes that the viewer may see. */
export type CampaignRow = NewCampaign & {
  created_at: Date
  cursor_at: string
  state: CampaignState
  state_at: Date
  state_reason: string | null
  ended_at: Date | null
  failures_before: number
  worse_before: number
  requester_did: string | null
  requester_name: string | null
  state_by_did: string | null
  state_by_name: string | null
  waves: number
  wave: number | null
  worse: number
  by_status: Record<string, number>
}

type Narrowing = {
  id?: string
  states?: readonly CampaignState[]
  after?: { at: string; id: string } | null
  limit: number
}

/** Campaigns with a node that the viewer may see, and their own, newest first. */
export function readCampaigns(
  db: EntityManager,
  viewer: PersonViewer,
  { id, states, after, limit }: Narrowing,
): Promise<CampaignRow[]> {
  const parameters = new Parameters()
  const { add } = parameters
  const parts = ['true']
  if (id !== undefined) parts.push(`c.campaign_id = ${add(id)}`)
  if (states !== undefined) parts.push(`c.state = ANY (${add(states)})`)
  if (after)
    parts.push(`(c.created_at, c.campaign_id) < (${add(after.at)}::timestamptz, ${add(after.id)}::uuid)`)
  const visible = visibleSql('j.target_node_did', viewer, parameters)
  const own = `c.requester_id = ${add(viewer.id)}`
  return db.query(
    `SELECT c.*, to_char(c.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS cursor_at,
            r.did AS requester_did, r.name AS requester_name, s.did AS state_by_did, s.name AS state_by_name,
            w.waves, w.wave, coalesce(n.by_status, '{}') AS by_status, coalesce(n.worse, 0) AS worse
     FROM campaigns c LEFT JOIN people r ON r.id = c.requester_id LEFT JOIN people s ON s.id = c.state_by
     CROSS JOIN LATERAL (SELECT count(*)::int AS waves, max(w.wave) FILTER (WHERE w.opened_at IS NOT NULL) AS wave
                         FROM campaign_waves w WHERE w.campaign_id = c.campaign_id) w
     LEFT JOIN LATERAL (
       SELECT jsonb_object_agg(t.status, t.jobs) AS by_status, sum(t.worse)::int AS worse
       FROM (SELECT j.status, count(*) AS jobs, count(*) FILTER (WHERE v.verdict = 'worse') AS worse
             FROM campaign_jobs m JOIN maintenance_jobs j USING (job_id) LEFT JOIN job_verdicts v USING (job_id)
             WHERE m.campaign_id = c.campaign_id AND ${visible} GROUP BY j.status) t) n ON true
     WHERE ${parts.join(' AND ')} AND (n.by_status IS NOT NULL OR ${own})
     ORDER BY c.created_at DESC, c.campaign_id DESC LIMIT ${add(limit)}`,
    parameters.values,
  )
}

export type CampaignWave = {
  wave: number
  opened_at: Date | null
  waits_until: Date | null
  ended_at: Date | null
}

export const readWaves = (db: EntityManager, id: string): Promise<CampaignWave[]> =>
  db.query(
    `SELECT wave, opened_at, waits_until, ended_at FROM campaign_waves WHERE campaign_id = $1 ORDER BY wave`,
    [id],
  )

export type CampaignJobRow = {
  job_id: string
  wave: number
  node_did: string
  node_name: string | null
  status: string
  started_at: Date | null
  completed_at: Date | null
  progress_percent: number | null
  progress_message: string | null
  said: string | null
  verdict: string | null
  approved_by: string[]
  owners: { did: string; name: string }[]
}

/** The jobs of a campaign on nodes that the viewer may see, wave by wave, by the name of the node. */
export function readCampaignJobs(
  db: EntityManager,
  viewer: PersonViewer,
  id: string,
): Promise<CampaignJobRow[]> {
  const parameters = new Parameters()
  const { add } = parameters
  return db.query(
    `SELECT m.job_id, m.wave, j.target_node_did AS node_did, n.name AS node_name, j.status, d.started_at, j.completed_at,
            d.progress_percent, d.progress_message, v.verdict, j.status_history -> -1 ->> 'message' AS said,
            (SELECT coalesce(array_agg(p.name ORDER BY o.decided_at), '{}') FROM job_votes o JOIN people p ON p.id = o.person_id
             WHERE o.job_id = m.job_id AND o.revision = coalesce(d.revision, 1) AND o.decision = 'approve'
               AND o.withdrawn_at IS NULL) AS approved_by,
            (SELECT coalesce(jsonb_agg(jsonb_build_object('did', p.did, 'name', p.name) ORDER BY p.name), '[]')
             FROM node_owners o JOIN people p ON p.id = o.person_id WHERE o.node_did = j.target_node_did) AS owners
     FROM campaign_jobs m JOIN maintenance_jobs j USING (job_id) LEFT JOIN job_details d USING (job_id)
     LEFT JOIN job_verdicts v USING (job_id) LEFT JOIN nodes n ON n.node_did = j.target_node_did
     WHERE m.campaign_id = ${add(id)} AND ${visibleSql('j.target_node_did', viewer, parameters)}
     ORDER BY m.wave, coalesce(n.name, j.target_node_did) COLLATE hakim_names, m.job_id`,
    parameters.values,
  )
}
