import { Card } from '@/components/ui/card'
import type { Action } from '@/components/ui/use-send'
import type { ShownVote } from '@/lib/board/domain/job-consent'
import type { JobDetail } from '@/lib/board/domain/job-page'
import { Withdraw } from './job-actions'

/** Beside the buttons of somebody in whose name a policy has voted. */
export const PolicyVoted = ({
  job,
  vote,
  withdraw,
}: {
  job: JobDetail
  vote: ShownVote
  withdraw: Action
}) => (
  <div className="flex flex-col gap-2.5">
    <p className="text-ink-2">
      Your policy <bdi>“{vote.policy?.name}”</bdi>, version {vote.policy?.revision}, has approved it
      {vote.note === null ? '.' : `, which ${vote.note}.`} Your own decision takes the place of that.
    </p>
    {vote.note === null && <Withdraw job={job} action={withdraw} />}
  </div>
)

/** Replaces the buttons for somebody who has approved while other votes are still needed. */
export const Voted = ({ job, withdraw }: { job: JobDetail; withdraw: Action }) => (
  <Card title="Your decision">
    <p className="mb-2.5 text-ink-2">
      You have approved it.
      {job.consent.lacks && ` The job still needs ${job.consent.lacks}.`}
    </p>
    <Withdraw job={job} action={withdraw} />
  </Card>
)
