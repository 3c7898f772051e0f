import { useState } from 'react'
import { Link } from '@/components/ui/link'
import { MetricValue } from '@/components/ui/metric-value'
import { StatusMark } from '@/components/ui/status-mark'
import { type FleetFilter, fleetHref } from '@/lib/fleet/domain/fleet-filter'
import type { FleetGroup, FleetGroups } from '@/lib/fleet/domain/fleet-groups'
import type { FleetRow } from '@/lib/fleet/domain/fleet-page'
import { countText } from '@/lib/kernel/text/count-text'
import { metricTitle } from '@/lib/reports/domain/metric'
import { FixedOrderRows } from './fixed-order-rows'
import { FleetTableRow } from './fleet-row'
import { Heads } from './fleet-table'
import { selectKey } from './select-key'
import { useSelecting } from './selection'

const Subtotals = ({ metrics }: Pick<FleetGroup, 'metrics'>) =>
  metrics.map(({ metric, average, highest }) => (
    <span key={metric} data-subtotal={metric} className="whitespace-nowrap text-ink-2">
      {metricTitle(metric)} avg <MetricValue metric={metric} value={average} />, max{' '}
      <MetricValue metric={metric} value={highest} />
    </span>
  ))

const Counts = ({ counts }: Pick<FleetGroup, 'counts'>) =>
  Object.entries(counts).map(([state, count]) => (
    <span key={state} className="inline-flex items-center gap-1">
      <StatusMark state={state} withWord={false} /> {countText(count)}
    </span>
  ))

/** The nodes of one value, or the first of them; closed where all are well. */
function Group(props: {
  group: FleetGroup
  by: string
  rows: readonly FleetRow[]
  filter: FleetFilter
  pins: readonly string[]
}) {
  const { group, by, rows, filter, pins } = props
  const order = rows.map(({ did }) => did)
  const selecting = useSelecting()
  const { value, nodes, counts, metrics } = group
  // Only at first: what somebody has opened stays open.
  const [open] = useState(nodes > (counts.Healthy ?? 0))
  const memoryTop = Math.max(0, ...rows.flatMap((row) => row.memory.high.flatMap((high) => high ?? [])))
  return (
    <details open={open} className="rounded-card border bg-surface">
      <summary className="flex cursor-pointer flex-wrap items-baseline gap-x-4 gap-y-1 px-3.5 py-2.5">
        <span className="font-title">{value === null ? `no ${by}` : <bdi>{value}</bdi>}</span>
        <span className="text-ink-2">{nodes === 1 ? '1 node' : `${countText(nodes)} nodes`}</span>
        <Counts counts={counts} />
        <span className="ml-auto flex flex-wrap gap-x-4 text-xs max-lg:ml-0">
          <Subtotals metrics={metrics} />
        </span>
      </summary>
      <div className="@container border-t">
        <table className="w-full whitespace-nowrap @max-4xl:block @4xl:table-fixed @4xl:border-separate @4xl:border-spacing-0">
          <caption className="sr-only">
            {by} {value ?? 'none'}
          </caption>
          <Heads filter={filter} />
          <FixedOrderRows
            onKeyDown={selectKey(order)}
            rows={rows.map((row, index) => ({
              key: row.did,
              row: (
                <FleetTableRow
                  {...{ did: row.did, row, index, memoryTop }}
                  columns={filter.columns}
                  order={selecting ? order : null}
                  pinned={pins.includes(row.did)}
                />
              ),
            }))}
          />
        </table>
      </div>
      {rows.length < nodes && (
        <p className="border-t px-3.5 py-2 text-ink-2">
          The first {rows.length} of {countText(nodes)}.{' '}
          {value !== null && (
            <Link
              href={fleetHref({ ...filter, group: undefined, label: `${by}:${value}` })}
              className="font-medium text-accent underline"
            >
              Show all
            </Link>
          )}
        </p>
      )}
    </details>
  )
}

/** The list by the values of a label, worst first, each with what its nodes come to. */
export function GroupedFleet(props: {
  groups: FleetGroups
  rows: readonly FleetRow[]
  filter: FleetFilter
  pins: readonly string[]
}) {
  const { groups, rows, filter, pins } = props
  const by = filter.group ?? ''
  const labelOf = ({ labels }: FleetRow): string | null =>
    Object.hasOwn(labels, by) ? (labels[by] ?? null) : null
  return (
    <div data-list className="flex flex-col gap-3">
      {groups.shown.map((group) => (
        <Group
          key={group.value === null ? 'none' : `=${group.value}`}
          {...{ group, by, filter, pins }}
          rows={rows.filter((row) => labelOf(row) === group.value)}
        />
      ))}
      {groups.all > groups.shown.length && (
        <p className="text-ink-2">
          {countText(groups.all - groups.shown.length)} more values of {by}; filter to see them.
        </p>
      )}
    </div>
  )
}
