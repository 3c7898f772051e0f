import { JobPill } from '@/components/ui/job-pill'
import { Link } from '@/components/ui/link'
import { TimeAgo } from '@/components/ui/time-ago'
import { VisibleText } from '@/components/ui/visible-text'
import type { DecidedToday } from '@/lib/board/domain/decided-today'
import { shortDid } from '@/lib/kernel/did/short-did'
import { visibleData, visibleProse } from '@/lib/kernel/text/visible-text'

const words = { approve: 'Approved', reject: 'Rejected' } as const

/** What the viewer decided, each with what has become of the job since. */
export const DecidedList = ({ decided }: { decided: DecidedToday[] }) => (
  <ul data-list className="rounded-card border bg-surface">
    {decided.map(({ job, decision, reason, at, withdrawn }) => (
      <li
        key={`${job.jobId} ${at}`}
        className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 gap-y-0.5 border-t px-4 py-2 first:border-t-0 md:grid-cols-[7rem_minmax(0,1fr)_auto_6rem]"
      >
        <span className={decision === 'approve' ? 'font-medium text-healthy' : 'font-medium text-error'}>
          {words[decision]}
          {withdrawn && <span className="block text-xs font-normal text-ink-2">withdrawn</span>}
        </span>
        <div className="min-w-0 max-md:order-last max-md:col-span-2">
          <Link href={`/jobs/${job.jobId}`} className="hover:underline">
            <bdi className="font-mono font-medium [overflow-wrap:anywhere]">
              <VisibleText parts={visibleData(job.task)} />
            </bdi>{' '}
            on <bdi title={job.node.did}>{job.node.name ?? shortDid(job.node.did)}</bdi>
          </Link>
          {reason && (
            <p className="text-xs text-ink-2 [overflow-wrap:anywhere]">
              “<VisibleText parts={visibleProse(reason)} />”
            </p>
          )}
        </div>
        <JobPill status={job.status} />
        <TimeAgo iso={at} className="text-right text-xs text-ink-3 max-md:col-start-2" />
      </li>
    ))}
  </ul>
)
