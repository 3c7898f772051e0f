import type { EntityManager } from 'typeorm'
import type { DryRunState } from '@/lib/campaigns/domain/dry-runs'
import { Parameters } from '@/lib/db/connection/parameters'
import { visibleSql } from '@/lib/fleet/db/visibility'
import type { PersonViewer } from '@/lib/kernel/role'

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
  window_start: Date | null
  progress_percent: number | null
  progress_message: string | null
  said: string | null
  verdict: string | null
  dry_run: DryRunState | null
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
    `SELECT m.job_id, m.wave, j.target_node_did AS node_did, n.name AS node_name, j.status, d.started_at, j.completed_at, d.window_start,
            d.progress_percent, d.progress_message, v.verdict, j.status_history -> -1 ->> 'message' AS said,
            CASE WHEN a.dry_run_until IS NULL THEN NULL
                 WHEN a.dry_run IS NOT NULL THEN
                   CASE WHEN a.document::jsonb #> '{dry_run,exit_code}' = '0' THEN 'found' ELSE 'failed' END
                 WHEN j.status = 'PendingApproval' AND a.dry_run_until > now() THEN 'waiting'
                 ELSE 'given_up' END AS dry_run,
            (SELECT coalesce(array_agg(p.name ORDER BY o.decided_at), '{}') FROM job_votes o JOIN people p ON p.id = o.person_id
             WHERE o.job_id = m.job_id AND o.revision = coalesce(d.revision, 1) AND o.decision = 'approve'
               AND o.withdrawn_at IS NULL) AS approved_by,
            (SELECT coalesce(jsonb_agg(jsonb_build_object('did', p.did, 'name', p.name) ORDER BY p.name), '[]')
             FROM node_owners o JOIN people p ON p.id = o.person_id WHERE o.node_did = j.target_node_did) AS owners
     FROM campaign_jobs m JOIN maintenance_jobs j USING (job_id) LEFT JOIN job_details d USING (job_id)
     LEFT JOIN approval_documents a ON a.job_id = m.job_id AND a.revision = d.revision
     LEFT JOIN job_verdicts v ON v.job_id = m.job_id LEFT JOIN nodes n ON n.node_did = j.target_node_did
     WHERE m.campaign_id = ${add(id)} AND ${visibleSql('j.target_node_did', viewer, parameters)}
     ORDER BY m.wave, coalesce(n.name, j.target_node_did) COLLATE hakim_names, m.job_id`,
    parameters.values,
  )
}
