import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import { TimeAgo } from '@/components/ui/time-ago'
import type { JobDetail } from '@/lib/domain/job-page'
import { visibleProse } from '@/lib/domain/visible-text'
import { ProgressBar } from './progress-bar'
import { VisibleText } from './visible-text'

/** How far it is, or how it ended, before anything else. Nothing while it waits for a decision. */
export function JobOutcome({ job }: { job: JobDetail }) {
  if (job.status === 'Running')
    return (
      <Card
        title="Running"
        aside={
          job.startedAt && (
            <>
              for <TimeAgo iso={job.startedAt} suffix="" />
            </>
          )
        }
      >
        <ProgressBar percent={job.progress?.percent ?? null} label="Progress of this job" />
        {job.progress?.message && (
          <p className="mt-1.5 text-ink-2">
            <VisibleText parts={visibleProse(job.progress.message)} />
          </p>
        )}
      </Card>
    )
  const said = job.lastMessage && <VisibleText parts={visibleProse(job.lastMessage)} />
  if (job.status === 'Lost')
    return (
      <Notice tone="warning">
        The agent went silent; the outcome is unknown. Nothing is run again by itself. Look at the node, then
        ask anew if it is needed.
      </Notice>
    )
  if (job.status === 'Failed') return <Notice tone="error">It failed. {said}</Notice>
  if (job.status === 'Approved')
    return <Notice tone="info">Approved. The node’s own agent takes it within seconds of being there.</Notice>
  return null
}
