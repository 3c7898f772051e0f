import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'

export default function CampaignNotFound() {
  return (
    <>
      <PageHeader
        title="Campaign not found"
        crumbs={[{ label: 'Campaigns', href: '/campaigns' }, { label: 'Not found' }]}
      />
      <EmptyState
        title="No campaign with this ID"
        action={<ButtonLink href="/campaigns">All campaigns</ButtonLink>}
      >
        The link may be incomplete, or you may see none of its nodes.
      </EmptyState>
    </>
  )
}
