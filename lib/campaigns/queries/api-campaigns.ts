import { z } from 'zod'
import { readCampaignJobs, readWaves } from '@/lib/campaigns/db/campaign-jobs'
import { type CampaignRow, readCampaigns } from '@/lib/campaigns/db/campaign-list'
import type { CampaignsRequest } from '@/lib/campaigns/domain/calls'
import { campaignStates } from '@/lib/campaigns/domain/campaign'
import { database } from '@/lib/db/connection/server-database'
import { fail, ok } from '@/lib/kernel/errors'
import type { PersonViewer } from '@/lib/kernel/role'
import { decodeCursor, encodeCursor } from '@/lib/kernel/url/cursor'

const statesOf = (state: CampaignsRequest['state']) => {
  if (state === 'all') return campaignStates
  return state === 'open' ? (['running', 'paused', 'stopped'] as const) : [state]
}

/** One page, newest first; `next`: where the next one begins. */
export async function listedCampaigns(
  viewer: PersonViewer,
  { state, cursor, limit }: CampaignsRequest,
): Promise<{ campaigns: CampaignRow[]; next: string | null }> {
  const { manager } = await database()
  const after = cursor === undefined ? null : decodeCursor(cursor)
  const rows = await readCampaigns(manager, viewer, { states: statesOf(state), after, limit: limit + 1 })
  const campaigns = rows.slice(0, limit)
  const last = campaigns.at(-1)
  const next = rows.length > limit && last ? encodeCursor({ at: last.cursor_at, id: last.campaign_id }) : null
  return { campaigns, next }
}

const person = (did: string | null, name: string | null) =>
  did === null || name === null ? null : { did, name }

const answered = (row: CampaignRow) => ({
  ...{ campaign_id: row.campaign_id, name: row.name, task_name: row.task_name, params: row.params },
  ...{ reason: row.reason, requester: person(row.requester_did, row.requester_name) },
  ...{ created_at: row.created_at, state: row.state, state_at: row.state_at },
  ...{ state_by: person(row.state_by_did, row.state_by_name), state_reason: row.state_reason },
  ...{ ended_at: row.ended_at, wave_size: row.wave_size, pause_minutes: row.pause_minutes },
  ...{ wait_minutes: row.wait_minutes, at_once: row.at_once, stop_failures: row.stop_failures },
  ...{ stop_worse: row.stop_worse, waves: row.waves, wave: row.wave, jobs: row.by_status, worse: row.worse },
})

export async function apiCampaigns(viewer: PersonViewer, request: CampaignsRequest) {
  const { campaigns, next } = await listedCampaigns(viewer, request)
  return { campaigns: campaigns.map(answered), next_cursor: next }
}

export async function apiCampaign(viewer: PersonViewer, id: string) {
  const found = await campaignWithJobs(viewer, id)
  if (!found) return fail('not_found', 'There is no such campaign.')
  const { campaign, waves, jobs } = found
  return ok({
    ...answered(campaign),
    each_wave: waves.map((wave) => ({
      ...wave,
      jobs: jobs
        .filter((job) => job.wave === wave.wave)
        .map(({ job_id, node_did, node_name, status, verdict, dry_run }) => ({
          ...{ job_id, node_did, node_name, status, verdict, dry_run },
        })),
    })),
  })
}

/** A campaign with its waves, and its jobs on nodes that the viewer may see; null if for them there is none. */
export async function campaignWithJobs(viewer: PersonViewer, id: string) {
  if (!z.guid().safeParse(id).success) return null
  const { manager } = await database()
  const [campaign] = await readCampaigns(manager, viewer, { id, limit: 1 })
  if (!campaign) return null
  const [waves, jobs] = await Promise.all([readWaves(manager, id), readCampaignJobs(manager, viewer, id)])
  const shown = new Set(jobs.map(({ wave }) => wave))
  return { campaign, waves: waves.filter(({ wave }) => shown.has(wave)), jobs }
}
