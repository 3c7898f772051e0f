import { WhyGone } from '@/components/live/why-gone'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'

export default function JobNotFound() {
  return (
    <>
      <PageHeader title="Job not found" crumbs={[{ label: 'Jobs', href: '/jobs' }, { label: 'Not found' }]} />
      <EmptyState title="No job with this ID" action={<ButtonLink href="/jobs">All jobs</ButtonLink>}>
        <WhyGone gone="You can no longer see this job: its node was restricted, or your rights on it have ended. An owner of the node or an administrator can tell you more.">
          The link may be incomplete, or you may not have access to the job. Jobs are never deleted: search
          for its task or node.
        </WhyGone>
      </EmptyState>
    </>
  )
}
