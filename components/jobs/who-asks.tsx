import { Card } from '@/components/ui/card'
import { Did } from '@/components/ui/did'
import { Link } from '@/components/ui/link'
import { TimeAgo } from '@/components/ui/time-ago'
import { VisibleText } from '@/components/ui/visible-text'
import type { JobDetail, JobLink } from '@/lib/board/domain/job-page'
import { statusName } from '@/lib/jobs/domain/status-name'
import { visibleProse } from '@/lib/kernel/text/visible-text'

const Linked = ({ link }: { link: JobLink }) => (
  <>
    <Link href={`/jobs/${link.jobId}`} className="font-mono text-accent hover:underline">
      {link.jobId.slice(0, 8)}
    </Link>{' '}
    <span className="text-ink-3">({statusName(link.status).toLowerCase()})</span>
  </>
)

/** The job that this one repeats, and those that repeat this one. */
function JobLinks({ job }: { job: JobDetail }) {
  if (job.retryOf === null && job.retries.length === 0) return null
  return (
    <ul className="mt-2 flex flex-col gap-0.5 border-t pt-2 text-ink-2">
      {job.retryOf && (
        <li>
          Requested again after <Linked link={job.retryOf} />
        </li>
      )}
      {job.retries.map((link) => (
        <li key={link.jobId}>
          Requested again as <Linked link={link} />
        </li>
      ))}
    </ul>
  )
}

/** The requester's reason in their own words, and who they are. */
export function WhoAsks({ job }: { job: JobDetail }) {
  const { requester } = job
  return (
    <Card title="Requester and reason">
      {job.reason ? (
        <blockquote className="mb-1.5 whitespace-pre-wrap [overflow-wrap:anywhere]">
          “<VisibleText parts={visibleProse(job.reason)} />”
        </blockquote>
      ) : (
        <p className="mb-1.5 text-ink-2">No reason was given.</p>
      )}
      <p className="flex flex-wrap items-baseline gap-x-1.5 text-ink-3">
        <bdi className="text-ink-2">
          {requester.name ?? 'an unknown person'}
          {requester.you && ' (you)'}
        </bdi>
        <span aria-hidden="true">·</span>
        <Did did={requester.did} />
        <span aria-hidden="true">·</span>
        <TimeAgo iso={job.createdAt} />
      </p>
      <JobLinks job={job} />
    </Card>
  )
}
