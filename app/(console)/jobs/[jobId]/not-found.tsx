import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'

export default function JobNotFound() {
  return (
    <>
      <PageHeader title="Job not found" crumbs={[{ label: 'Jobs', href: '/jobs' }, { label: 'Not found' }]} />
      <EmptyState title="No job with this ID" action={<ButtonLink href="/jobs">All jobs</ButtonLink>}>
        The link may be incomplete, or you may not have access to the job. Jobs are never deleted: search for
        its task or node.
      </EmptyState>
    </>
  )
}
