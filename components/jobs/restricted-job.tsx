import { LiveRefresh } from '@/components/live/live-refresh'
import { Card } from '@/components/ui/card'
import { JobPill } from '@/components/ui/job-pill'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { ExactTime } from '@/components/ui/time-ago'
import type { RestrictedJob as Job } from '@/lib/board/domain/job-board'

/** What requesters see of their job once its node is restricted and hidden from them. */
export function RestrictedJob({ job }: { job: Job }) {
  const times = [
    ['Requested', job.createdAt],
    ['Started', job.startedAt],
    ['Ended', job.completedAt],
  ] as const
  return (
    <>
      <LiveRefresh jobs={[job.jobId]} />
      <PageHeader
        crumbs={[{ label: 'Jobs', href: '/jobs' }, { label: job.jobId.slice(0, 8) }]}
        title={`Job ${job.jobId.slice(0, 8)}`}
        sub={<JobPill status={job.status} />}
      />
      <Notice tone="info">
        The node of this job was restricted after you requested it, so you can no longer see what it is about.
        The job goes on; its number and status stay visible to you.
      </Notice>
      <Card title="Your request" className="max-w-2xl">
        <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-6 gap-y-1.5">
          <dt className="text-ink-2">Number</dt>
          <dd className="font-mono text-xs leading-5 [overflow-wrap:anywhere]">{job.jobId}</dd>
          {times.map(([name, iso]) => (
            <div key={name} className="contents">
              <dt className="text-ink-2">{name}</dt>
              <dd>{iso === null ? 'not yet' : <ExactTime iso={iso} />}</dd>
            </div>
          ))}
        </dl>
      </Card>
    </>
  )
}
