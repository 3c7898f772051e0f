import type { Metadata } from 'next'
import { CampaignTable } from '@/components/campaigns/campaign-table'
import { LiveRefresh } from '@/components/live/live-refresh'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { SegmentLinks } from '@/components/ui/segment-links'
import { requirePerson } from '@/lib/auth/viewer'
import { campaignList } from '@/lib/campaigns/queries/campaign-page'
import { decodeCursor } from '@/lib/kernel/url/cursor'
import { oneParam, type SearchParams } from '@/lib/kernel/url/search-params'

export const metadata: Metadata = { title: 'Campaigns' }

export default async function CampaignsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requirePerson()
  const query = await searchParams
  const state = oneParam(query, 'state') === 'open' ? 'open' : 'all'
  const cursor = oneParam(query, 'cursor')
  const after = cursor !== undefined && decodeCursor(cursor) !== null ? { cursor } : {}
  const { campaigns, next } = await campaignList(viewer, { state, limit: 50, ...after })
  return (
    <>
      <LiveRefresh jobs="any" />
      <PageHeader
        title="Campaigns"
        crumbs={[{ label: 'Jobs', href: '/jobs' }, { label: 'Campaigns' }]}
        actions={
          <ButtonLink variant="primary" href="/jobs/new?many=true">
            New campaign
          </ButtonLink>
        }
      />
      <SegmentLinks
        label="Campaigns by state"
        segments={[
          { href: '/campaigns', word: 'All', current: state === 'all' },
          { href: '/campaigns?state=open', word: 'Open', current: state === 'open' },
        ]}
      />
      {campaigns.length > 0 ? (
        <CampaignTable campaigns={campaigns} />
      ) : (
        <EmptyState title={state === 'open' ? 'No open campaigns' : 'No campaigns yet'}>
          A campaign asks for the same on many nodes, one job each, wave by wave. Each owner decides on their
          own nodes.
        </EmptyState>
      )}
      {next !== null && (
        <nav aria-label="Pages">
          <ButtonLink href={`/campaigns?state=${state}&cursor=${encodeURIComponent(next)}`}>Older</ButtonLink>
        </nav>
      )}
    </>
  )
}
