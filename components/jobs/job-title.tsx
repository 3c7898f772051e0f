import { ButtonLink } from '@/components/ui/button'
import { EmergencyBadge } from '@/components/ui/emergency-badge'
import { Expiry } from '@/components/ui/expiry'
import { JobPill } from '@/components/ui/job-pill'
import { NotInLog } from '@/components/ui/not-in-log'
import { PageHeader } from '@/components/ui/page-header'
import { VisibleText } from '@/components/ui/visible-text'
import type { JobDetail } from '@/lib/board/domain/job-page'
import { shortDid } from '@/lib/kernel/did/short-did'
import { isStatusIn } from '@/lib/kernel/job-status'
import { visibleData } from '@/lib/kernel/text/visible-text'

/** "restart_service on griot-cairo-1", its status, and a link to request the same again once it has ended. */
export function JobTitle({ job }: { job: JobDetail }) {
  return (
    <PageHeader
      crumbs={[
        { label: 'Jobs', href: '/jobs' },
        job.waitsForViewer
          ? { label: 'waiting for you', href: '/jobs?status=waiting' }
          : { label: job.jobId.slice(0, 8) },
      ]}
      title={
        <>
          <span className="font-mono">
            <VisibleText parts={visibleData(job.task)} />
          </span>{' '}
          on <VisibleText parts={visibleData(job.node.name ?? shortDid(job.node.did))} />
        </>
      }
      sub={
        <span className="flex flex-wrap items-baseline gap-2">
          <JobPill status={job.status} />
          {job.emergency && <EmergencyBadge />}
          {!job.inLog && <NotInLog />}
          {job.sample && (
            <span className="text-xs text-ink-3">
              sample{isStatusIn('open', job.status) && ': no agent will run it'}
            </span>
          )}
        </span>
      }
      actions={
        job.refusals.retry === null ? (
          <ButtonLink href={`/jobs/new?retry=${job.jobId}`}>Request again</ButtonLink>
        ) : (
          job.status === 'PendingApproval' && <Expiry job={job} />
        )
      }
    />
  )
}
