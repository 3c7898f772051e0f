import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'

export default function NodeNotFound() {
  return (
    <>
      <PageHeader title="Node not found" crumbs={[{ label: 'Fleet', href: '/' }, { label: 'Not found' }]} />
      <EmptyState title="No node with this DID" action={<ButtonLink href="/">Go to the fleet</ButtonLink>}>
        Check the DID in the address. A node appears here once it is registered with{' '}
        <code className="font-mono text-xs">npx hakim node add</code> or sends its first report.
      </EmptyState>
    </>
  )
}
