import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import { PersonName } from '@/components/ui/person-name'
import { ProgressBar } from '@/components/ui/progress-bar'
import { TimeAgo } from '@/components/ui/time-ago'
import { VisibleText } from '@/components/ui/visible-text'
import type { JobDetail } from '@/lib/board/domain/job-page'
import { consentRefusalOf } from '@/lib/jobs/domain/consent-refusal'
import { windowText } from '@/lib/jobs/domain/window-text'
import { visibleProse } from '@/lib/kernel/text/visible-text'
import { ConsentRefused } from './consent-refused'

function StopRequested({ request }: { request: NonNullable<JobDetail['stopRequest']> }) {
  return (
    <p className="mt-2 text-warning">
      Stop requested{' '}
      {request.person && (
        <>
          by <PersonName person={request.person} />{' '}
        </>
      )}
      <TimeAgo iso={request.at} />, waiting for the agent
      {request.reason && (
        <>
          {' · “'}
          <VisibleText parts={visibleProse(request.reason)} />”
        </>
      )}
    </p>
  )
}

/** The job's progress or outcome, before anything else; nothing while it waits for a decision. */
export function JobOutcome({ job }: { job: JobDetail }) {
  if (job.status === 'Running')
    return (
      <Card title="Running" aside={job.startedAt && <TimeAgo iso={job.startedAt} form="lasting" />}>
        <ProgressBar percent={job.progress?.percent ?? null} label="Progress of this job" />
        {job.progress?.message && (
          <p className="mt-1.5 text-ink-2">
            <VisibleText parts={visibleProse(job.progress.message)} />
          </p>
        )}
        {job.stopRequest && <StopRequested request={job.stopRequest} />}
      </Card>
    )
  const lastMessage = job.lastMessage && <VisibleText parts={visibleProse(job.lastMessage)} />
  if (job.agentBack)
    return (
      <Notice tone="info">
        The agent was silent, so this job counts as lost. It is back, still running the command, and will
        report the outcome.
        {job.stopRequest && <StopRequested request={job.stopRequest} />}
      </Notice>
    )
  if (job.status === 'Lost')
    return (
      <Notice tone="warning">
        The agent went silent; the outcome is unknown. It never runs again automatically. Look at the node,
        then record the outcome, or request it again.
      </Notice>
    )
  if (job.status === 'Failed') {
    const refusal = consentRefusalOf(job.result)
    if (refusal) return <ConsentRefused refusal={refusal} />
    return <Notice tone="error">It failed. {lastMessage}</Notice>
  }
  if (job.status === 'Approved')
    return (
      <Notice tone="info">
        {job.window === null
          ? 'Approved. The node’s agent takes it within seconds, or as soon as it is back.'
          : `Approved. The node’s agent takes it in its window, ${windowText(job.window)}.`}
      </Notice>
    )
  if (job.overdue && job.status === 'PendingApproval')
    return (
      <Notice tone="warning">This request has expired and can no longer be decided. Request again.</Notice>
    )
  return null
}
