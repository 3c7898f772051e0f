import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { CampaignActions } from '@/components/campaigns/campaign-actions'
import { CampaignTitle } from '@/components/campaigns/campaign-title'
import { DryRunsCard } from '@/components/campaigns/dry-runs-card'
import { FailuresCard } from '@/components/campaigns/failures-card'
import { Figures } from '@/components/campaigns/figures'
import { FollowCard } from '@/components/campaigns/follow-card'
import { OwnersCard } from '@/components/campaigns/owners-card'
import { VariantsCard } from '@/components/campaigns/variants-card'
import { WaveNodes } from '@/components/campaigns/wave-nodes'
import { WavesCard } from '@/components/campaigns/waves-card'
import { LiveRefresh } from '@/components/live/live-refresh'
import { requirePerson } from '@/lib/auth/viewer'
import { campaignPage } from '@/lib/campaigns/queries/campaign-page'
import { oneParam, type SearchParams } from '@/lib/kernel/url/search-params'
import {
  cancelCampaign,
  followCampaign,
  pauseCampaign,
  remindOwners,
  resumeCampaign,
  unfollowCampaign,
} from '../actions'

type Props = { params: Promise<{ campaignId: string }>; searchParams: Promise<SearchParams> }

const read = cache(async (id: string) => {
  const viewer = await requirePerson()
  const campaign = await campaignPage(viewer, id)
  return campaign && { viewer, campaign }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await read((await params).campaignId)
  return { title: found ? found.campaign.name : 'Campaign not found' }
}

export default async function CampaignRoute({ params, searchParams }: Props) {
  const found = await read((await params).campaignId)
  if (!found) notFound()
  const { campaign, viewer } = found
  const asked = Number(oneParam(await searchParams, 'wave'))
  const wave =
    campaign.each.find((one) => one.wave === asked) ??
    campaign.each.findLast((one) => one.openedAt !== null) ??
    campaign.each[0]
  const actions = { pause: pauseCampaign, resume: resumeCampaign, cancel: cancelCampaign }
  return (
    <>
      <LiveRefresh jobs={campaign.each.flatMap(({ jobs }) => jobs.map(({ id }) => id))} every={2} />
      <CampaignTitle
        campaign={campaign}
        actions={<CampaignActions campaign={campaign} actions={actions} />}
      />
      <Figures campaign={campaign} />
      <div className="flex flex-col gap-3.5 xl:grid xl:grid-cols-[minmax(0,1fr)_22rem] xl:items-start">
        <div className="flex min-w-0 flex-col gap-3.5">
          <WavesCard campaign={campaign} shown={wave?.wave} />
          {wave && <WaveNodes wave={wave} />}
        </div>
        <aside aria-label="Consent, failures and command" className="flex min-w-0 flex-col gap-3.5">
          <OwnersCard campaign={campaign} viewerDid={viewer.did} remind={remindOwners} />
          <DryRunsCard waves={campaign.each} />
          <FollowCard campaign={campaign} follow={followCampaign} unfollow={unfollowCampaign} />
          <FailuresCard waves={campaign.each} />
          <VariantsCard variants={campaign.variants} params={campaign.params} />
        </aside>
      </div>
    </>
  )
}
