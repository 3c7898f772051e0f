import type { JobRow } from '@/lib/domain/job-page'
import { ProgressBar } from './progress-bar'

const waits: Record<string, string> = {
  PendingApproval: 'waits for a decision',
  Approved: 'waits for the node’s agent',
  Lost: 'agent silent, outcome unknown',
}

/** What stands for this job right now, in a few words: who it waits for, how far it is, why it ended. */
export function JobNow({ row }: { row: JobRow }) {
  if (row.waitsForViewer) return <span className="font-medium text-pending">waits for you</span>
  if (row.status === 'Running' && row.progress && row.progress.percent !== null)
    return (
      <ProgressBar
        percent={row.progress.percent}
        label={`Progress of ${row.task}`}
        className="w-full max-w-40"
      />
    )
  const waiting = Object.hasOwn(waits, row.status) ? waits[row.status] : undefined
  const said = row.status === 'Running' ? row.progress?.message : (waiting ?? row.lastMessage)
  // A message that only repeats the status says nothing twice.
  const text = said && said !== row.status ? said : ''
  return (
    <bdi className="block truncate" title={text}>
      {text}
    </bdi>
  )
}
