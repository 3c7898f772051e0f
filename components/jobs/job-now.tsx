import { dueOf, Expiry, isSoon } from '@/components/ui/expiry'
import { ProgressBar } from '@/components/ui/progress-bar'
import { VerdictMark } from '@/components/verdict/verdict-mark'
import type { JobRow } from '@/lib/board/domain/job-board'
import { momentText, windowText } from '@/lib/jobs/domain/window-text'

const waits: Record<string, string> = {
  Approved: 'waiting for the node’s agent',
  Lost: 'agent silent, outcome unknown',
}

/** On the last day of a request, when it ends. */
function Soon({ row }: { row: JobRow }) {
  const due = dueOf(row)
  if (due === null || !isSoon(due, Date.now())) return null
  return (
    <>
      {' · '}
      <Expiry job={row} />
    </>
  )
}

/** The job's situation in a few words: who it waits for, its progress, or why it ended. */
export function JobNow({ row }: { row: JobRow }) {
  if (row.emergency && row.waitsForViewer && row.status !== 'PendingApproval')
    return <span className="font-medium text-error">waiting for your review</span>
  if (row.waitsForViewer)
    return (
      <span>
        <span className="font-medium text-pending">waiting for you</span>
        <Soon row={row} />
      </span>
    )
  if (row.stopping) return <span className="text-warning">stop requested</span>
  if (row.agentBack) return <span>agent is back, still running</span>
  if (row.status === 'Running' && row.progress && row.progress.percent !== null)
    return (
      <ProgressBar
        percent={row.progress.percent}
        label={`Progress of ${row.task}`}
        className="w-full max-w-40"
      />
    )
  if (row.status === 'PendingApproval')
    return (
      <span className="block truncate">
        waiting for a decision
        <Soon row={row} />
      </span>
    )
  if (row.status === 'Approved' && row.window !== null)
    return (
      <span className="block truncate" title={windowText(row.window)}>
        {Date.parse(row.window.start) > Date.now()
          ? `window ${momentText(row.window.start, row.window.time_zone)}`
          : 'window is open'}
      </span>
    )
  if (row.verdict) return <VerdictMark verdict={row.verdict} />
  const waiting = Object.hasOwn(waits, row.status) ? waits[row.status] : undefined
  const message = row.status === 'Running' ? row.progress?.message : (waiting ?? row.lastMessage)
  // Leaves out a message that only repeats the status.
  const text = message && message !== row.status ? message : ''
  return (
    <bdi className="block truncate" title={text}>
      {text}
    </bdi>
  )
}
