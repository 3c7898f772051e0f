import { Card } from '@/components/ui/card'
import { JobPill } from '@/components/ui/job-pill'
import { TimeAgo } from '@/components/ui/time-ago'
import { exactTime, isTime } from '@/lib/domain/exact-time'
import type { JobDetail } from '@/lib/domain/job-page'
import { visibleProse } from '@/lib/domain/visible-text'
import { PersonName } from './person-name'
import { VisibleText } from './visible-text'

function Entry({ entry }: { entry: JobDetail['history'][number] }) {
  return (
    <li className="flex min-w-0 flex-col gap-0.5 border-l border-strong py-1.5 pl-3">
      <div className="flex flex-wrap items-baseline gap-x-2">
        <JobPill status={entry.status} />
        <span className="text-ink-2">
          {entry.actor ? <PersonName person={entry.actor} /> : 'no name kept'}
        </span>
        {isTime(entry.timestamp) && <TimeAgo iso={entry.timestamp} className="ml-auto text-xs text-ink-3" />}
      </div>
      {entry.message && entry.message !== entry.status && (
        <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">
          <VisibleText parts={visibleProse(entry.message)} />
        </p>
      )}
      <time dateTime={entry.timestamp} className="text-xs text-ink-3">
        {exactTime(entry.timestamp)}
      </time>
    </li>
  )
}

/** Every change of status in the order in which it happened: when exactly, by whom, with which words. */
export function JobTimeline({ job }: { job: JobDetail }) {
  return (
    <Card title="Timeline">
      {job.history.length === 0 && <p className="text-ink-2">Its writer has kept no history of this job.</p>}
      <ol className="flex flex-col">
        {job.history.map((entry, index) => {
          const key = `${index}`
          return <Entry key={key} entry={entry} />
        })}
      </ol>
    </Card>
  )
}
