import { Card } from '@/components/ui/card'
import type { Action } from '@/components/ui/use-send'
import type { JobDetail } from '@/lib/board/domain/job-page'
import { Withdraw } from './job-actions'

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
