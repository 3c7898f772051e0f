import { Confirm } from '@/components/ui/confirm'
import type { Action } from '@/components/ui/use-send'
import type { JobDetail } from '@/lib/board/domain/job-page'
import { minEmergencyReason } from '@/lib/jobs/domain/reason'

/** Emergency approval by an administrator; says what it does before anyone uses it. */
export const ApproveWithoutOwner = ({ job, action }: { job: JobDetail; action: Action }) => (
  <Confirm
    input={{ jobId: job.jobId, approval_hash: job.approvalHash }}
    action={action}
    label="Approve without the owner"
    confirm="Yes, approve it"
    danger
    refusal={job.refusals.approveWithoutOwner}
    reason={{
      name: 'reason',
      label: 'Why this cannot wait for the owner (at least 20 characters)',
      least: minEmergencyReason,
    }}
  >
    <div className="flex flex-col gap-1 text-ink-2">
      <p className="font-medium text-error">This approves the job without the node’s owner.</p>
      <ul className="list-disc pl-5">
        <li>The owners see it in red among the jobs waiting for them.</li>
        <li>It stays red until an owner or another administrator has reviewed it.</li>
        <li>Your name and reason stay in the log permanently.</li>
      </ul>
    </div>
  </Confirm>
)
