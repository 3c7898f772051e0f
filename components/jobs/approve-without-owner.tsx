import type { JobDetail } from '@/lib/board/domain/job-page'
import { ActForm } from './action-form'
import type { JobAction } from './use-decision'

/** The way round the owner, for an administrator; it says what it does before anybody does it. */
export const BreakGlass = ({ job, action }: { job: JobDetail; action: JobAction }) => (
  <ActForm
    jobId={job.jobId}
    action={action}
    label="Break the glass"
    confirm="Break the glass and approve it"
    danger
    refusal={job.refusals.breakGlass}
    extra={{ approval_hash: job.approvalHash }}
    field={{
      name: 'reason',
      label: 'Why this cannot wait for the owner (at least 20 characters)',
      least: 20,
    }}
  >
    <div className="flex flex-col gap-1 text-ink-2">
      <p className="font-medium text-error">This approves the job without the node’s owner.</p>
      <ul className="list-disc pl-5">
        <li>The owners find it in red among what waits for them.</li>
        <li>It stays red, and waits until an owner or another administrator has reviewed it.</li>
        <li>Your reason is kept in the log for good, with your name.</li>
      </ul>
    </div>
  </ActForm>
)
