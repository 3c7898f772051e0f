import { ButtonLink } from '@/components/ui/button'
import { EmergencyBadge } from '@/components/ui/emergency-badge'
import { Expiry } from '@/components/ui/expiry'
import { JobPill } from '@/components/ui/job-pill'
import { NotInLog } from '@/components/ui/not-in-log'
import { PageHeader } from '@/components/ui/page-header'
import { RiskMark } from '@/components/ui/risk-mark'
import { StatusMark } from '@/components/ui/status-mark'
import { VisibleText } from '@/components/ui/visible-text'
import type { JobDetail } from '@/lib/board/domain/job-page'
import { shortDid } from '@/lib/kernel/did/short-did'
import { isStatusIn } from '@/lib/kernel/job-status'
import { visibleData } from '@/lib/kernel/text/visible-text'

/** "restart_service on griot-cairo-1", its status, the way to the `next` job that waits, and a link to request the same again once it has ended. */
export function JobTitle({ job, next }: { job: JobDetail; next: string | null }) {
  return (
    <PageHeader
      crumbs={[
        { label: 'Jobs', href: '/jobs' },
        job.waitsForViewer
          ? { label: 'waiting for you', href: '/jobs?status=waiting' }
          : { label: job.jobId.slice(0, 8) },
        ...(job.waitsForViewer && next ? [{ label: 'next', href: `/jobs/${next}` }] : []),
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
          <RiskMark risk={job.approved?.document.offer?.risk ?? null} suffix=" risk" />
          {job.nodeHealth.state && isStatusIn('open', job.status) && (
            <StatusMark state={job.nodeHealth.state} />
          )}
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
