import { campaignCalls } from '@/lib/api/domain/calls-campaigns'
import { contextOf } from '@/lib/auth/context'
import { remindOwners } from '@/lib/campaigns/services/remind-owners'
import { route } from '@/lib/transport/route'

export const POST = route(campaignCalls.remindOwners, async ({ params, viewer }) =>
  remindOwners(await contextOf(viewer), params.campaignId),
)
