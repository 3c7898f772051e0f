import type { ReactNode } from 'react'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { RiskMark } from '@/components/ui/risk-mark'
import { TimeAgo } from '@/components/ui/time-ago'
import type { CampaignPage } from '@/lib/campaigns/domain/campaign-page'
import { stoppedText } from '@/lib/campaigns/domain/words'
import { StatePill } from './state-pill'

/** What the campaign asks for, of how many nodes, in whose name and why, and what has become of it. */
export const CampaignTitle = ({ campaign, actions }: { campaign: CampaignPage; actions: ReactNode }) => (
  <>
    <PageHeader
      title={
        <>
          <bdi className="font-mono font-medium">{campaign.task}</bdi> on {campaign.nodes}{' '}
          {campaign.nodes === 1 ? 'node' : 'nodes'}
        </>
      }
      sub={<StatePill state={campaign.state} />}
      crumbs={[
        { label: 'Jobs', href: '/jobs' },
        { label: 'Campaigns', href: '/campaigns' },
        { label: <bdi>{campaign.name}</bdi> },
      ]}
      actions={actions}
    />
    <p className="-mt-1 flex flex-wrap items-baseline gap-x-3 gap-y-1">
      <RiskMark risk={campaign.risk} suffix=" risk" />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        “<bdi>{campaign.reason}</bdi>”{' '}
        <span className="text-ink-3">
          <bdi>{campaign.requester?.name ?? 'somebody without an account'}</bdi>,{' '}
          <TimeAgo iso={campaign.createdAt} />
        </span>
      </span>
    </p>
    <StateNotice campaign={campaign} />
  </>
)

function StateNotice({ campaign: { state, stateBy, stateAt, stateReason } }: { campaign: CampaignPage }) {
  const said = stateReason === null ? '' : `: ${stateReason}`
  if (state === 'stopped')
    return (
      <Notice tone="error">
        It stopped itself <TimeAgo iso={stateAt} />, {stoppedText(stateReason)}. No more of its jobs start
        until its requester or an administrator resumes it.
      </Notice>
    )
  if (state !== 'paused' && state !== 'cancelled') return null
  return (
    <Notice tone={state === 'paused' ? 'warning' : 'info'}>
      {state === 'paused' ? 'Paused' : 'Cancelled'} by <bdi>{stateBy?.name ?? 'somebody'}</bdi>{' '}
      <TimeAgo iso={stateAt} />
      <bdi>{said}</bdi>. {state === 'paused' && 'No more of its jobs start.'}
    </Notice>
  )
}
