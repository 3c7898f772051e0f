import { Card } from '@/components/ui/card'
import { JobPill } from '@/components/ui/job-pill'
import { Link } from '@/components/ui/link'
import { PersonName } from '@/components/ui/person-name'
import { TimeAgo } from '@/components/ui/time-ago'
import type { JobRow } from '@/lib/board/domain/job-board'
import type { ChosenNode } from '@/lib/board/domain/request-form'

/** What is planned on a node: its open jobs and its next maintenance windows. */
export async function NodeCalendar(props: {
  node: ChosenNode
  open: Promise<{ jobs: JobRow[]; more: boolean }>
}) {
  const { jobs, more } = await props.open
  const { did, windows } = props.node
  return (
    <>
      <Card
        title="Open jobs"
        aside={
          more && (
            <Link
              href={`/jobs?node=${encodeURIComponent(did)}&status=open`}
              className="text-accent hover:underline"
            >
              all of them
            </Link>
          )
        }
      >
        {jobs.length === 0 ? (
          <p className="text-ink-2">Nothing waits or runs on this node.</p>
        ) : (
          <ul>
            {jobs.map((job) => (
              <li
                key={job.jobId}
                className="relative -mx-2 flex flex-wrap items-baseline gap-x-2.5 rounded-control border-t px-2 py-1.5 first:border-t-0 hover:bg-sunken"
              >
                <JobPill status={job.status} />
                <Link href={`/jobs/${job.jobId}`} className="min-w-0 font-mono after:absolute after:inset-0">
                  <bdi className="[overflow-wrap:anywhere]">{job.task}</bdi>
                </Link>
                <span className="text-xs text-ink-3">
                  <PersonName person={job.requester} />, <TimeAgo iso={job.createdAt} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </Card>
      <Card title="Next windows">
        {windows.length === 0 ? (
          <p className="text-ink-2">Its owners have set no maintenance windows.</p>
        ) : (
          <ul className="flex flex-col gap-1">
            {windows.slice(0, 3).map(({ name, start, text }) => (
              <li key={`${name} ${start}`} className="flex flex-wrap gap-x-2">
                <bdi className="font-medium">{name}</bdi>
                <span className="text-ink-2">{text}</span>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </>
  )
}
