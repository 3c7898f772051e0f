import type { ReactNode } from 'react'
import type { Enrol } from '@/components/signing/enrol'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Confirm } from '@/components/ui/confirm'
import { RefusedButton } from '@/components/ui/refused-button'
import type { Action } from '@/components/ui/use-send'
import type { JobDetail } from '@/lib/board/domain/job-page'
import { signingFor } from '@/lib/jobs/domain/signing-for'
import { isStatusIn, type Outcome, outcomes } from '@/lib/kernel/job-status'
import type { SigningWays } from '@/lib/people/domain/signing-ways'
import { ApproveWithoutOwner } from './approve-without-owner'

/** The server actions that these buttons send. */
type JobActionSet = {
  withdraw: Action
  cancel: Action
  approveWithoutOwner: Action
  resolve: Action
  enrol: Enrol
}

const outcomeLabels: Record<Outcome, string> = { Completed: 'It completed', Failed: 'It failed' }
const options = outcomes.map((value) => ({ value, label: outcomeLabels[value] }))

/** What can be done with the job apart from deciding; what this viewer may not do is under "More", with the reason. */
export function JobActions({
  job,
  actions,
  admin,
  signing,
}: {
  job: JobDetail
  actions: JobActionSet
  admin: boolean
  signing: SigningWays
}) {
  const { status, refusals } = job
  const direct: ReactNode[] = []
  const more: ReactNode[] = []
  const place = (refusal: string | null, element: ReactNode) =>
    (refusal === null ? direct : more).push(element)
  if (status === 'Running' || job.agentBack)
    direct.push(<Stop key="stop" job={job} action={actions.cancel} />)
  if (status === 'Lost') direct.push(<Resolve key="resolve" job={job} action={actions.resolve} />)
  if (isStatusIn('unclaimed', status)) {
    if (status === 'Approved' && refusals.withdraw === null)
      direct.push(<NotRejected key="not-rejected" cancels={refusals.cancel === null} />)
    if (status === 'Approved')
      place(refusals.withdraw, <Withdraw key="withdraw" job={job} action={actions.withdraw} />)
    place(refusals.revise, <Revise key="revise" job={job} />)
    place(refusals.cancel, <Cancel key="cancel" job={job} action={actions.cancel} />)
    // Only administrators see this action.
    if (admin && status === 'PendingApproval')
      more.unshift(
        <ApproveWithoutOwner
          key="break"
          jobId={job.jobId}
          approvalHash={job.approvalHash}
          onNode={job.ownApproval?.emergencyOnNode ?? null}
          refusal={refusals.approveWithoutOwner}
          signing={signingFor(job.ownApproval?.emergencyOnNode ?? null, signing)}
          enrol={actions.enrol}
          approve={actions.approveWithoutOwner}
        />,
      )
  }
  if (direct.length + more.length === 0) return null
  const others = more.length > 0 && (
    <details>
      <summary className="touch-area relative w-fit text-ink-2 hover:text-ink">
        {direct.length === 0 ? 'More about this request' : 'More'}
      </summary>
      <div className="mt-2.5 flex flex-col gap-2.5">{more}</div>
    </details>
  )
  if (direct.length === 0) return <div className="px-4">{others}</div>
  return (
    <Card title={isStatusIn('started', status) ? 'This job' : 'This request'}>
      <div className="flex flex-col gap-2.5">
        {direct}
        {others}
      </div>
    </Card>
  )
}

/** To whoever could have rejected it: no move leads from Approved to Rejected (docs/jobs.md). */
const NotRejected = ({ cancels }: { cancels: boolean }) => (
  <p className="text-ink-2">
    An approved job can no longer be rejected: {cancels ? 'cancel it, or ' : ''}withdraw the approval to
    decide again.
  </p>
)

type Act = { job: JobDetail; action: Action }

/** Withdraws an approval, until the job is claimed. */
export const Withdraw = ({ job, action }: Act) => (
  <Confirm
    input={{ jobId: job.jobId }}
    action={action}
    label={job.status === 'Approved' ? 'Withdraw the approval' : 'Withdraw your vote'}
    confirm="Yes, withdraw it"
    refusal={job.refusals.withdraw}
    reason={{ name: 'reason', label: 'Reason (optional)', least: 0 }}
  >
    {job.status === 'Approved' && (
      <p className="text-ink-2">The job goes back to pending approval, and all its votes are void.</p>
    )}
  </Confirm>
)

const Cancel = ({ job, action }: Act) => (
  <Confirm
    input={{ jobId: job.jobId }}
    action={action}
    label="Cancel the job"
    confirm="Yes, cancel it"
    keep="Keep it"
    danger
    refusal={job.refusals.cancel}
    reason={{ name: 'reason', label: 'Reason (optional)', least: 0 }}
  >
    <p className="text-ink-2">A cancelled job cannot be resumed, only requested again.</p>
  </Confirm>
)

const Stop = ({ job, action }: Act) =>
  job.stopRequest ? (
    <p className="text-ink-2">Stop requested; waiting for the agent to confirm.</p>
  ) : (
    <Confirm
      input={{ jobId: job.jobId }}
      action={action}
      label="Stop"
      confirm="Yes, stop it"
      keep="Let it run"
      danger
      refusal={job.refusals.cancel}
      reason={{ name: 'reason', label: 'Reason (optional)', least: 0 }}
    >
      <p className="text-ink-2">
        Hakim asks the node’s agent to stop the command. It may stop half-way; what it has done is not undone.
      </p>
    </Confirm>
  )

const Resolve = ({ job, action }: Act) => (
  <Confirm
    input={{ jobId: job.jobId }}
    action={action}
    label="Record the outcome"
    confirm="Save"
    refusal={job.refusals.resolve}
    choice={{ name: 'outcome', legend: 'How it ended', options }}
    reason={{ name: 'reason', label: 'What you found on the node', least: 1 }}
  >
    <p className="text-ink-2">
      Look at the node first. What you record becomes the outcome, unless the agent reports back first.
    </p>
  </Confirm>
)

function Revise({ job }: { job: JobDetail }) {
  if (job.refusals.revise === null)
    return (
      <ButtonLink href={`/jobs/${job.jobId}/change`} className="self-start">
        Change the request
      </ButtonLink>
    )
  return <RefusedButton label="Change the request" refusal={job.refusals.revise} />
}
