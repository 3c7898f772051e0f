import { NeedsInformation } from '@/components/talk/needs-information'
import { EmergencyBadge } from '@/components/ui/emergency-badge'
import { dueOf } from '@/components/ui/expiry'
import { Link } from '@/components/ui/link'
import { NotInLog } from '@/components/ui/not-in-log'
import { RiskMark } from '@/components/ui/risk-mark'
import { StatusMark } from '@/components/ui/status-mark'
import { TimeAgo } from '@/components/ui/time-ago'
import { VisibleText } from '@/components/ui/visible-text'
import type { TriageRow as Row } from '@/lib/board/domain/job-board'
import { paramsInShort } from '@/lib/board/domain/triage'
import { shortDid } from '@/lib/kernel/did/short-did'
import { visibleData, visibleLine } from '@/lib/kernel/text/visible-text'
import { TriageNotes } from './triage-notes'

const cell = '@2xl:px-3 @2xl:py-2 @2xl:align-top @2xl:first:pl-4 @2xl:last:pr-4'
const soonMs = 3_600_000

/** When a request expires, in the warning colour in its last hour. */
function TimeLeft({ row }: { row: Row }) {
  const due = dueOf(row)
  if (due === null) return <span className="text-ink-3">no expiry</span>
  const left = Date.parse(due) - Date.now()
  if (left <= 0) return <span className="text-warning">expired</span>
  return <TimeAgo iso={due} className={left <= soonMs ? 'font-medium text-warning' : 'text-ink-2'} />
}

export function NodeLine({ row }: { row: Pick<Row, 'nodeState'> }) {
  const { nodeState } = row
  if (!nodeState) return <span className="text-ink-3">not reporting</span>
  return (
    <span className="flex min-w-0 items-baseline gap-1.5 text-ink-2">
      <StatusMark state={nodeState.state} className="shrink-0" />
      {nodeState.state === 'Silent' && nodeState.since ? (
        <span className="truncate">
          for <TimeAgo iso={nodeState.since} form="age" />
        </span>
      ) : (
        nodeState.code && (
          <bdi className="truncate font-mono @max-md:hidden">{visibleLine(nodeState.code)}</bdi>
        )
      )}
    </span>
  )
}

/** "1 of 2 owners"; a phone has room for the figures. */
function Needs({ votes }: { votes: string }) {
  const end = votes.lastIndexOf(' ')
  return (
    <>
      {votes.slice(0, end)}
      <span className="@max-2xl:sr-only">{votes.slice(end)}</span>
    </>
  )
}

/** The cells of a job that waits: what would run and why, on which node, until when, and what is still needed. */
export function TriageCells({ row }: { row: Row }) {
  const name = row.node.name ?? shortDid(row.node.did)
  const review = row.needs === null
  const params = paramsInShort(row.params)
  return (
    <>
      <td className={`${cell} @max-2xl:col-start-2 @max-2xl:row-start-2 @2xl:w-24`}>
        <RiskMark risk={row.risk} />
      </td>
      <td className={`${cell} @max-2xl:contents @2xl:max-w-0`}>
        <div className="flex min-w-0 items-baseline gap-2 @max-2xl:col-span-3 @max-2xl:col-start-2 @max-2xl:row-start-1">
          <Link
            href={`/jobs/${row.jobId}`}
            data-waiting={row.jobId}
            aria-label={`${review ? 'Review the emergency approval of' : 'Review'} ${row.task} on ${name}`}
            className="max-w-[80%] shrink-0 truncate font-mono font-medium after:absolute after:inset-0"
          >
            <bdi>{row.task}</bdi>
          </Link>
          <span className="min-w-8 flex-1 truncate text-ink-2" title={params}>
            <VisibleText parts={visibleData(params)} />
          </span>
          <TriageNotes row={row} />
          {row.needsInformation && <NeedsInformation />}
          {!row.inLog && <NotInLog />}
          {row.emergency && <EmergencyBadge />}
        </div>
        <p className="truncate text-xs text-ink-3 @max-2xl:col-span-4 @max-2xl:col-start-2 @max-2xl:row-start-3">
          <bdi className="text-ink-2">{row.requester.name ?? shortDid(row.requester.did)}</bdi>:{' '}
          <bdi title={row.reason ?? undefined}>{row.reason ?? 'no reason given'}</bdi>
        </p>
      </td>
      <td
        className={`${cell} min-w-0 @max-2xl:col-span-2 @max-2xl:row-start-2 @max-2xl:flex @max-2xl:gap-2 @2xl:w-[26%] @2xl:max-w-0`}
      >
        <bdi
          title={row.node.did}
          className={`block truncate ${row.node.name ? 'font-medium' : 'font-mono text-xs'}`}
        >
          {name}
        </bdi>
        <div className="min-w-0 text-xs">
          <NodeLine row={row} />
        </div>
      </td>
      <td className={`${cell} text-right whitespace-nowrap @max-2xl:contents @2xl:w-28`}>
        <div className="@max-2xl:col-start-5 @max-2xl:row-start-1">
          <TimeLeft row={row} />
        </div>
        <div className="text-xs text-ink-2 @max-2xl:col-start-5 @max-2xl:row-start-2 @max-2xl:self-center">
          {review ? (
            'your review'
          ) : row.unfit === null ? (
            <Needs votes={row.needs ?? ''} />
          ) : (
            <span className="text-error">cannot run</span>
          )}
        </div>
      </td>
    </>
  )
}
