import type { NewNotice } from '@/lib/notices/domain/notice'
import type { CampaignState } from './campaign'
import { stoppedText } from './words'

export type ToldCampaign = {
  campaign_id: string
  name: string
  state: CampaignState
  state_reason: string | null
  requester_id: string | null
  /** The ids of those who follow it. */
  followers: readonly string[]
}

/** What its requester and those who follow it are told when the clock stopped a campaign, or it is over. It names no node. */
export const campaignNotice = (campaign: ToldCampaign): NewNotice => {
  const stopped = campaign.state === 'stopped'
  return {
    ...{ kind: 'job', severity: stopped ? 'warning' : 'info', node: null },
    title: `Campaign ${campaign.name} ${stopped ? 'has stopped itself' : 'is finished'}`,
    text: stopped ? `It stopped ${stoppedText(campaign.state_reason)}; look before you resume it.` : '',
    path: `/campaigns/${campaign.campaign_id}`,
    group: `campaign:${campaign.campaign_id}`,
    people: [...(campaign.requester_id === null ? [] : [campaign.requester_id]), ...campaign.followers],
  }
}

/** What somebody is told who has not decided on jobs of a campaign. It names no node. */
export const reminderNotice = (
  campaign: { campaign_id: string; name: string; reason: string },
  by: string,
  { person_id, jobs }: { person_id: string; jobs: number },
): NewNotice => ({
  ...{ kind: 'job', severity: 'warning', node: null },
  title: `Campaign ${campaign.name} waits for you: ${jobs} ${jobs === 1 ? 'request' : 'requests'} to decide`,
  text: `${by} reminds you: ${campaign.reason}`,
  path: '/jobs?status=waiting',
  group: `reminder:${campaign.campaign_id}`,
  people: [person_id],
  personal: true,
})
