import { Card } from '@/components/ui/card'
import { Did } from '@/components/ui/did'
import { TimeAgo } from '@/components/ui/time-ago'
import type { JobDetail } from '@/lib/domain/job-page'
import { visibleProse } from '@/lib/domain/visible-text'
import { VisibleText } from './visible-text'

/** The requester's reason in their own words, and who they are. */
export function WhoAsks({ job }: { job: JobDetail }) {
  const { requester } = job
  return (
    <Card title="Who asks, and why">
      {job.reason ? (
        <blockquote className="mb-1.5 whitespace-pre-wrap [overflow-wrap:anywhere]">
          “<VisibleText parts={visibleProse(job.reason)} />”
        </blockquote>
      ) : (
        <p className="mb-1.5 text-ink-2">No reason was given.</p>
      )}
      <p className="flex flex-wrap items-baseline gap-x-1.5 text-ink-3">
        <bdi className="text-ink-2">
          {requester.name ?? 'somebody who is not known here'}
          {requester.you && ' (you)'}
        </bdi>
        <span aria-hidden="true">·</span>
        <Did did={requester.did} />
        <span aria-hidden="true">·</span>
        <TimeAgo iso={job.createdAt} />
      </p>
    </Card>
  )
}
