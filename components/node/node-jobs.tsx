import { Card } from '@/components/ui/card'
import { EmergencyBadge } from '@/components/ui/emergency-badge'
import { JobPill } from '@/components/ui/job-pill'
import { Link } from '@/components/ui/link'
import { NotInLog } from '@/components/ui/not-in-log'
import { TimeAgo } from '@/components/ui/time-ago'
import { VerdictMark } from '@/components/verdict/verdict-mark'
import type { JobRow } from '@/lib/board/domain/job-board'
import type { PersonMention } from '@/lib/board/domain/person-mention'
import { shortDid } from '@/lib/kernel/did/short-did'

const nameOf = (person: PersonMention): string => (person.you ? 'you' : (person.name ?? shortDid(person.did)))

/** The newest jobs of this node; null if they cannot be read. */
export function NodeJobs({ did, jobs }: { did: string; jobs: JobRow[] | null }) {
  return (
    <Card
      title="Maintenance on this node"
      aside={
        jobs !== null &&
        jobs.length > 0 && (
          <Link href={`/jobs?node=${encodeURIComponent(did)}`} className="hover:text-ink hover:underline">
            all jobs
          </Link>
        )
      }
    >
      {jobs === null ? (
        <p className="text-ink-2">
          Another program has locked the jobs in the database. They come back by themselves.
        </p>
      ) : jobs.length === 0 ? (
        <p className="text-ink-2">No maintenance requested yet.</p>
      ) : (
        <ul>
          {jobs.map((job) => (
            <li
              key={job.jobId}
              className="relative -mx-2 grid grid-cols-[1fr_auto] items-start gap-x-3 rounded-control border-t px-2 py-2 first:border-t-0 hover:bg-sunken sm:grid-cols-[9rem_1fr_auto]"
            >
              <span className="flex flex-col items-start gap-1 max-sm:order-2 max-sm:items-end">
                <JobPill status={job.status} />
                {job.verdict && <VerdictMark verdict={job.verdict} />}
                {job.emergency && <EmergencyBadge />}
                {!job.inLog && <NotInLog />}
              </span>
              <div className="min-w-0">
                <Link
                  href={`/jobs/${job.jobId}`}
                  className="font-mono font-medium after:absolute after:inset-0"
                >
                  <bdi className="[overflow-wrap:anywhere]">{job.task}</bdi>
                </Link>
                <p className="text-xs text-ink-2 [overflow-wrap:anywhere]">
                  requested by <bdi>{nameOf(job.requester)}</bdi>, <TimeAgo iso={job.createdAt} />
                  {job.progress?.percent != null && ` · ${Math.round(job.progress.percent)}% done`}
                  {job.lastMessage && (
                    <>
                      {' · '}
                      <bdi>{job.lastMessage}</bdi>
                    </>
                  )}
                </p>
              </div>
              <span className="text-xs text-pending max-sm:hidden">
                {job.waitsForViewer && 'waiting for you'}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
