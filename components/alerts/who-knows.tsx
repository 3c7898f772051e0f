import { Link } from '@/components/ui/link'
import { MomentTime, TimeAgo } from '@/components/ui/time-ago'
import type { ShownAlert, ShownTold } from '@/lib/alerts/domain/alerts-page'
import { countText } from '@/lib/kernel/text/count-text'
import { channelWords } from './channel-words'

const states: Readonly<Record<string, string>> = {
  sent: 'notified',
  waiting: 'notifying',
  failed: 'could not reach',
}

const ToldLine = ({ told }: { told: ShownTold }) => (
  <li>
    {states[told.state] ?? told.state} <bdi className="text-ink">{told.name}</bdi>{' '}
    {channelWords[told.kind] ?? told.kind} <TimeAgo iso={told.at} />
    {told.next && ', escalated'}
  </li>
)

/** "2 of 13 nodes: ", unless it is all that fire. */
const partOf = ({ nodes }: { nodes: number }, { open }: ShownAlert): string | false =>
  nodes < open && `${countText(nodes)} of ${countText(open)} nodes: `

/** How many messages a row names; its own page has all of them. */
const mostLines = 3

/** Who acknowledged it, who was told, when and by what, and who is next. */
export function WhoKnows({ alert, all = false }: { alert: ShownAlert; all?: boolean }) {
  const { acknowledged, told, next, waitsUntil, state, windows, jobs } = alert
  const lines = all ? told : told.slice(-mostLines)
  return (
    <ul className="flex flex-col gap-0.5 text-xs text-ink-2">
      {acknowledged && (
        <li>
          acknowledged by <bdi className="text-ink">{acknowledged.by}</bdi> <TimeAgo iso={acknowledged.at} />
          {acknowledged.text !== '' && (
            <>
              : “<bdi>{acknowledged.text}</bdi>”
            </>
          )}
        </li>
      )}
      {windows && (
        <li>
          {partOf(windows, alert)}
          held back by the maintenance window until <MomentTime iso={windows.until} />
        </li>
      )}
      {jobs && (
        <li>
          {partOf(jobs, alert)}
          held back while{' '}
          <Link href={`/jobs/${jobs.jobId}`} className="text-accent hover:underline">
            a job
          </Link>{' '}
          is running
        </li>
      )}
      {lines.map((one) => (
        <ToldLine key={`${one.name} ${one.kind} ${one.at}`} told={one} />
      ))}
      {told.length > lines.length && <li>and {told.length - lines.length} earlier messages</li>}
      {told.length === 0 && waitsUntil !== null && (
        <li>notifications go out within a minute, once alerts that start together are grouped</li>
      )}
      {told.length === 0 && waitsUntil === null && state !== 'silenced' && (
        <li>nobody was notified: no channel matches</li>
      )}
      {next && (
        <li>
          escalates to <bdi className="text-ink">{next.people}</bdi> <TimeAgo iso={next.at} />
        </li>
      )}
    </ul>
  )
}
