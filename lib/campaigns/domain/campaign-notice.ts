import type { NewNotice } from '@/lib/notices/domain/notice'
import type { CampaignState } from './campaign'
import { stoppedText } from './words'

export type ToldCampaign = {
  campaign_id: string
  name: string
  state: CampaignState
  state_reason: string | null
  requester_id: string | null
}

/** What its requester is told when the clock stopped a campaign, or it is over. It names no node. */
export const campaignNotice = (campaign: ToldCampaign): NewNotice => {
  const stopped = campaign.state === 'stopped'
  return {
    ...{ kind: 'job', severity: stopped ? 'warning' : 'info', node: null },
    title: `Campaign ${campaign.name} ${stopped ? 'has stopped itself' : 'is finished'}`,
    text: stopped ? `It stopped ${stoppedText(campaign.state_reason)}; look before you resume it.` : '',
    path: `/campaigns/${campaign.campaign_id}`,
    group: `campaign:${campaign.campaign_id}`,
    people: campaign.requester_id === null ? [] : [campaign.requester_id],
  }
}
