import type { EntityManager } from 'typeorm'
import type { CampaignRules, CampaignState } from '@/lib/campaigns/domain/campaign'
import type { ToldCampaign } from '@/lib/campaigns/domain/campaign-notice'
import type { MaintenanceJobRow } from '@/lib/db/entities/maintenance-job'
import { sqlStatuses } from '@/lib/kernel/job-status'
import type { JsonObject } from '@/lib/kernel/json/json'

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
  dry_runs: number
} | null> {
  const [row] = await db.query(
    `SELECT c.campaign_id, c.name, c.task_name, c.params,
            (SELECT count(*)::int FROM campaign_jobs m WHERE m.campaign_id = c.campaign_id) AS jobs,
            (SELECT count(*)::int FROM campaign_jobs m JOIN approval_documents a USING (job_id)
             WHERE m.campaign_id = c.campaign_id AND a.revision = 1 AND a.dry_run_until IS NOT NULL) AS dry_runs
     FROM campaigns c WHERE c.requester_id = $1 AND c.idempotency_key = $2`,
    [personId, key],
  )
  return row ?? null
}

/** What its requester is told about it. */
export async function readCampaignNotice(
  db: EntityManager,
  id: string,
): Promise<Omit<ToldCampaign, 'followers'> | null> {
  const [row] = await db.query(
    `SELECT campaign_id, name, state, state_reason, requester_id FROM campaigns WHERE campaign_id = $1`,
    [id],
  )
  return row ?? null
}
