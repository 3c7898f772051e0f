import type { EntityManager } from 'typeorm'
import type { CampaignState } from '@/lib/campaigns/domain/campaign'
import { Parameters } from '@/lib/db/connection/parameters'
import { visibleSql } from '@/lib/fleet/db/visibility'
import type { PersonViewer } from '@/lib/kernel/role'
import type { NewCampaign } from './campaigns'

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
