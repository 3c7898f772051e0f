import clsx from 'clsx'
import { Pin } from 'lucide-react'
import { lazy, memo, type ReactNode, Suspense } from 'react'
import { Sparkline } from '@/components/charts/sparkline'
import { Did } from '@/components/ui/did'
import { Link } from '@/components/ui/link'
import { MetricValue } from '@/components/ui/metric-value'
import { Skeleton } from '@/components/ui/skeleton'
import { StatusMark } from '@/components/ui/status-mark'
import { TimeAgo } from '@/components/ui/time-ago'
import type { FleetColumn } from '@/lib/fleet/domain/fleet-columns'
import type { FleetRow } from '@/lib/fleet/domain/fleet-page'
import { flapping, stateName } from '@/lib/fleet/domain/node-state'
import { shortDid } from '@/lib/kernel/did/short-did'
import { durationName } from '@/lib/series/domain/time-range'
import { Diagnosis } from './diagnosis'
import { cell, rowClass, wideOnly, widerOnly, widestOnly } from './fleet-cells'
import { EmptyCells } from './fleet-row-placeholder'
import { hasOpenJobs, OpenJobs } from './open-jobs'

// Few people choose columns or rows, and the first load of this page is nearly as large as it may be.
const RowCheck = lazy(() => import('./row-check'))
const ChosenCells = lazy(() => import('./chosen-cells').then(({ ChosenCells }) => ({ default: ChosenCells })))

/** Highlights the value that the diagnosis is about. */
const emphasis = (row: FleetRow, word: string): string | undefined =>
  row.diagnosis?.code?.toUpperCase().includes(word) && row.state !== 'Silent'
    ? clsx('font-semibold', row.state === 'Error' ? 'text-error' : 'text-warning')
    : undefined

/** How long it has been in its state; of a node that flaps, which state it keeps the place of. */
function SinceWhen({ row: { flapsTo, since } }: { row: FleetRow }): ReactNode {
  const line = 'truncate text-xs text-ink-2 @max-4xl:leading-5 @4xl:pl-4.5'
  if (flapsTo !== null) {
    const why = `At least ${flapping.changes} changes of status within ${durationName(flapping.seconds)}, so it stays with ${stateName(flapsTo)}`
    return (
      <div title={why} className={line}>
        flaps to <bdi>{stateName(flapsTo)}</bdi>
      </div>
    )
  }
  return (
    since !== null && (
      <div className={line}>
        <TimeAgo iso={since} form="lasting" />
      </div>
    )
  )
}

/** A silent node has no current values; its last ones are on its own page. */
const presentValue = (row: FleetRow, value: number | null): number | null =>
  row.state === 'Silent' ? null : value

/** A dash says that a node has no value now; what it does not report at all stays empty. */
const Present = ({ row, metric, value }: { row: FleetRow; metric: string; value: number | null }) =>
  value !== null && <MetricValue metric={metric} value={presentValue(row, value)} />

/** How much of the whole an amount is, where the node reports that. */
const ShareOfWhole = ({ percent }: { percent: number | null }) =>
  percent !== null && <div className="text-xs font-normal text-ink-3">{Math.round(percent)}%</div>

/** The cells after state and name. */
const Figures = ({ row, memoryTop }: { row: FleetRow; memoryTop: number }) => (
  <>
    <td className={clsx(cell, '@max-4xl:order-2 @max-4xl:w-16')}>
      <Sparkline metric="cpu_usage_percent" {...row.cpu} top={100} color="text-cpu" />
    </td>
    <td className={clsx(cell, 'text-right @max-4xl:order-3 @max-4xl:w-12', emphasis(row, 'CPU'))}>
      <Present row={row} metric="cpu_usage_percent" value={row.cpu.now} />
    </td>
    <td className={clsx(cell, widestOnly)}>
      <Sparkline metric="memory_usage_mb" {...row.memory} top={memoryTop} color="text-memory" />
    </td>
    <td className={clsx(cell, widerOnly, 'text-right', emphasis(row, 'MEMORY'))}>
      <Present row={row} metric="memory_usage_mb" value={row.memory.now} />
      <ShareOfWhole percent={presentValue(row, row.memory.percent)} />
    </td>
    <td className={clsx(cell, widerOnly, 'text-right', emphasis(row, 'DISK'))}>
      <Present row={row} metric="disk_usage_gb" value={row.disk} />
      <ShareOfWhole percent={presentValue(row, row.diskPercent)} />
    </td>
    <td className={clsx(cell, 'truncate @max-4xl:order-5 @max-4xl:flex-1 @max-4xl:text-right')}>
      <Diagnosis row={row} />
      {row.clock !== null && (
        <div title={row.clock} className="truncate text-xs text-warning @max-4xl:hidden">
          {row.clock}
        </div>
      )}
    </td>
    <td className={clsx(cell, hasOpenJobs(row.openJobs) ? '@max-4xl:order-6' : wideOnly)}>
      <OpenJobs jobs={row.openJobs} />
    </td>
    <td className={clsx(cell, wideOnly, 'text-right', row.state === 'Silent' ? 'text-ink' : 'text-ink-2')}>
      {row.heardAt ? <TimeAgo iso={row.heardAt} /> : 'never'}
    </td>
  </>
)

/**
 * One node of the fleet, at position `index`. The name is a link, and a click anywhere in the row follows it. `row` is
 * undefined while it loads, when the link is already there to keep the focus, and null when the node is gone.
 */
export const FleetTableRow = memo(function FleetTableRow(props: {
  did: string
  row: FleetRow | null | undefined
  index: number
  /** The highest memory value of the rows read so far: the scale of that column. */
  memoryTop: number
  /** The chosen columns; undefined: the usual ones. */
  columns?: readonly FleetColumn[] | undefined
  /** The DIDs of the list while its rows can be chosen. */
  order?: readonly string[] | null
  pinned?: boolean
}) {
  const { did, row, index, columns, order = null } = props
  return (
    <tr aria-rowindex={index + 2} className={clsx(rowClass, 'cursor-pointer hover:bg-paper')}>
      <td
        className={clsx(
          cell,
          '@max-4xl:order-4 @max-4xl:flex @max-4xl:shrink-0 @max-4xl:items-center @max-4xl:gap-1.5',
        )}
      >
        {order && (
          <Suspense>
            <RowCheck {...{ did, order }} name={row?.name ?? did} />
          </Suspense>
        )}
        {row === undefined && <Skeleton className="h-4 w-20" />}
        {row && <StatusMark state={row.state} />}
        {row && <SinceWhen row={row} />}
      </td>
      <td className={clsx(cell, '@max-4xl:order-1 @max-4xl:w-[calc(100%-8.5rem)]')}>
        <div className="flex items-center gap-2">
          <Link
            href={`/nodes/${encodeURIComponent(did)}`}
            className={clsx(
              'min-w-0 truncate hover:underline',
              row ? 'font-title' : 'font-mono text-xs text-ink-2',
            )}
          >
            <bdi>{row?.name ?? shortDid(did)}</bdi>
          </Link>
          {props.pinned && (
            <Pin className="size-3 shrink-0 text-ink-3" role="img" aria-label="pinned by you" />
          )}
          {row?.sample && (
            <span className="shrink-0 rounded-[3px] border border-strong px-1 text-2xs text-ink-2">
              sample
            </span>
          )}
        </div>
        {row && row.name !== null && <Did did={did} className={wideOnly} />}
      </td>
      {!row && <EmptyCells gone={row === null} count={columns?.length} />}
      {row && columns && (
        <Suspense fallback={<EmptyCells gone={false} count={columns.length} />}>
          <ChosenCells row={row} columns={columns} />
        </Suspense>
      )}
      {row && !columns && <Figures row={row} memoryTop={props.memoryTop} />}
    </tr>
  )
})
