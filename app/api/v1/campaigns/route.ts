import { campaignCalls } from '@/lib/api/domain/calls-campaigns'
import { contextOf } from '@/lib/auth/context'
import { apiCampaigns } from '@/lib/campaigns/queries/api-campaigns'
import { startCampaign } from '@/lib/campaigns/services/start-campaign'
import { ok } from '@/lib/kernel/errors'
import { made, queryRoute, route } from '@/lib/transport/route'

export const GET = queryRoute(campaignCalls.listCampaigns, async ({ viewer, query }) =>
  ok(await apiCampaigns(viewer, query)),
)

export const POST = route(campaignCalls.startCampaign, async ({ viewer, body }) => {
  const started = await startCampaign(await contextOf(viewer), body)
  if (!started.ok) return started
  const { campaignId, jobs, dryRuns, leftOut, repeated } = started.value
  const left_out = leftOut.map(({ did, why }) => ({ node_did: did, why }))
  return made({ campaign_id: campaignId, jobs, dry_runs: dryRuns, left_out }, !repeated)
})
