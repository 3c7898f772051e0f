import { campaignCalls } from '@/lib/api/domain/calls-campaigns'
import { contextOf } from '@/lib/auth/context'
import { moveCampaign } from '@/lib/campaigns/services/move-campaign'
import { route } from '@/lib/transport/route'

export const POST = route(campaignCalls.cancelCampaign, async ({ viewer, params, body }) =>
  moveCampaign(await contextOf(viewer), 'cancel', params.campaignId, body),
)
