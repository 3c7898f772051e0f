import { FollowLine } from '@/components/talk/follow-line'
import { Card } from '@/components/ui/card'
import type { Action } from '@/components/ui/use-send'
import type { CampaignPage } from '@/lib/campaigns/domain/campaign-page'

/** Whether the viewer follows a campaign; nothing for those who are told of it anyway. */
export function FollowCard(props: { campaign: CampaignPage; follow: Action; unfollow: Action }) {
  const { id, follows } = props.campaign
  if (follows === null) return null
  return (
    <Card title="Notifications">
      <FollowLine
        input={{ campaignId: id }}
        follows={follows}
        what="when it stops or is finished, and how each of its jobs goes."
        follow={props.follow}
        unfollow={props.unfollow}
      />
    </Card>
  )
}
