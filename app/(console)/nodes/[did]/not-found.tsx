import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'

export default function NodeNotFound() {
  return (
    <>
      <PageHeader title="No such node" crumbs={[{ label: 'Fleet', href: '/' }, { label: 'Not found' }]} />
      <EmptyState
        title="No node with this DID is known here"
        action={<ButtonLink href="/">To the fleet</ButtonLink>}
      >
        Check the DID in the address. A node becomes known when it is registered with hakim node add, or with
        its first report.
      </EmptyState>
    </>
  )
}
