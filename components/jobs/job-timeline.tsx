import clsx from 'clsx'
import { Card } from '@/components/ui/card'
import { JobPill } from '@/components/ui/job-pill'
import { PersonName } from '@/components/ui/person-name'
import { ExactTime, TimeAgo } from '@/components/ui/time-ago'
import { VisibleText } from '@/components/ui/visible-text'
import type { JobDetail } from '@/lib/board/domain/job-page'
import { visibleProse } from '@/lib/kernel/text/visible-text'
import { isTime } from '@/lib/kernel/time/exact-time'

/** What no person did: only the clock lets a request expire or takes a silent job for lost. */
const whoElse = (status: string | null): string =>
  status === 'Expired' || status === 'Lost' ? 'Hakim (clock)' : 'system'

function Entry({ entry }: { entry: JobDetail['timeline'][number] }) {
  return (
    <li
      className={clsx(
        'flex min-w-0 flex-col gap-0.5 border-l py-1.5 pl-3',
        entry.emergency ? 'border-l-2 border-error' : 'border-strong',
      )}
    >
      <div className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
        {entry.status !== null && <JobPill status={entry.status} />}
        {(entry.status === null || entry.emergency) && (
          <span className={clsx('font-medium', entry.emergency && 'text-error')}>{entry.label}</span>
        )}
        <span className="text-ink-2">
          {entry.actor ? <PersonName person={entry.actor} /> : whoElse(entry.status)}
        </span>
        {isTime(entry.at) && <TimeAgo iso={entry.at} className="ml-auto text-xs text-ink-3" />}
      </div>
      {entry.message && (
        <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">
          <VisibleText parts={visibleProse(entry.message)} />
        </p>
      )}
      <ExactTime iso={entry.at} className="text-xs text-ink-3" />
      {entry.clockNote && <p className="text-xs text-warning">{entry.clockNote}</p>}
    </li>
  )
}

/** Every change of status, vote, withdrawal and change of the request, in order: exactly when, by whom, and why. */
export function JobTimeline({ job }: { job: JobDetail }) {
  return (
    <Card title="Timeline">
      {job.timeline.length === 0 && <p className="text-ink-2">No history was recorded for this job.</p>}
      <ol className="flex flex-col">
        {job.timeline.map((entry, index) => {
          const key = `${index}`
          return <Entry key={key} entry={entry} />
        })}
      </ol>
    </Card>
  )
}
