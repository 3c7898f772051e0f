import { Decided } from '@/components/jobs/decision-made'
import { DecisionPanel } from '@/components/jobs/decision-panel'
import { PolicyVoted, Voted } from '@/components/jobs/own-vote'
import type { JobDetail } from '@/lib/board/domain/job-page'
import { waitsForDryRun } from '@/lib/jobs/domain/refusals'
import { signingFor } from '@/lib/jobs/domain/signing-for'
import type { SigningWays } from '@/lib/people/domain/signing-ways'
import { enrolKey } from '../account/actions'
import { approveJob, rejectJob, withdrawJob } from './actions'

/** The decision on a job, the same on its page and beside the list. `next`: where the next request is. */
export function JobDecision(props: {
  job: JobDetail
  keys: boolean
  signing: SigningWays
  next: string | null
}) {
  const { job, keys, signing, next } = props
  const open = job.status === 'PendingApproval'
  const mayWithdraw = open && job.refusals.withdraw === null
  const byPolicy =
    mayWithdraw &&
    job.consent.votes.find(
      ({ person, policy, revision, withdrawnAt }) =>
        person.you && policy !== null && revision === job.revision && withdrawnAt === null,
    )
  return (
    <DecisionPanel
      keys={keys}
      jobId={job.jobId}
      open={open}
      approvalHash={job.approvalHash}
      shownVersion={job.approved?.content ?? job.approvalHash}
      signing={signingFor(job.ownApproval?.onNode ?? null, signing)}
      enrol={enrolKey}
      own={job.ownApproval}
      refusal={job.refusals.decide}
      unfit={job.unfit}
      waits={job.triesUntil === null ? null : { why: waitsForDryRun(job.triesUntil), until: job.triesUntil }}
      typed={job.approved?.document.offer?.risk === 'high' ? (job.node.name ?? job.node.did) : null}
      voted={mayWithdraw && !byPolicy ? <Voted job={job} withdraw={withdrawJob} /> : null}
      byPolicy={byPolicy ? <PolicyVoted job={job} vote={byPolicy} withdraw={withdrawJob} /> : null}
      approve={approveJob}
      reject={rejectJob}
    >
      <Decided job={job} next={next} />
    </DecisionPanel>
  )
}
