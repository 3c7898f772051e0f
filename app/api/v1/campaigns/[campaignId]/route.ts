import { campaignCalls } from '@/lib/api/domain/calls-campaigns'
import { apiCampaign } from '@/lib/campaigns/queries/api-campaigns'
import { route } from '@/lib/transport/route'

export const GET = route(campaignCalls.readCampaign, ({ viewer, params }) =>
  apiCampaign(viewer, params.campaignId),
)
