import { campaignCalls } from '@/lib/api/domain/calls-campaigns'
import { contextOf } from '@/lib/auth/context'
import { followCampaign } from '@/lib/campaigns/services/follow-campaign'
import { route } from '@/lib/transport/route'

export const PUT = route(campaignCalls.followCampaign, async ({ params, viewer }) =>
  followCampaign(await contextOf(viewer), params.campaignId, true),
)

export const DELETE = route(campaignCalls.unfollowCampaign, async ({ params, viewer }) =>
  followCampaign(await contextOf(viewer), params.campaignId, false),
)
