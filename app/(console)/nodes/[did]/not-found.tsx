import { WhyGone } from '@/components/live/why-gone'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'

export default function NodeNotFound() {
  return (
    <>
      <PageHeader title="Node not found" crumbs={[{ label: 'Fleet', href: '/' }, { label: 'Not found' }]} />
      <EmptyState title="No node with this DID" action={<ButtonLink href="/">Go to the fleet</ButtonLink>}>
        <WhyGone gone="You can no longer see this node: it was restricted, or your rights on it have ended. An owner of the node or an administrator can tell you more.">
          Check the DID in the address. A node appears here once it is registered with{' '}
          <code className="font-mono text-xs">npx hakim node add</code> or sends its first report.
        </WhyGone>
      </EmptyState>
    </>
  )
}
