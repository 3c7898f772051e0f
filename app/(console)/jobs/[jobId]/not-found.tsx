import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'

export default function NoSuchJob() {
  return (
    <>
      <PageHeader title="No such job" crumbs={[{ label: 'Jobs', href: '/jobs' }, { label: 'not found' }]} />
      <EmptyState title="There is no job here" action={<ButtonLink href="/jobs">All jobs</ButtonLink>}>
        The link may be cut short, or the job is not for your eyes. Jobs are never deleted: search for its
        task or node.
      </EmptyState>
    </>
  )
}
